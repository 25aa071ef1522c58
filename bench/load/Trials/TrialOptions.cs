using System.Globalization;

namespace Frontdesk.Load.Trials;

/// <summary>What was asked on the command line.</summary>
public sealed record TrialOptions(string Name, TimeSpan? Time, int? Connections, int? Visitors, int Agents, int? Nodes, int Rate, int Seed, bool Quick, bool Write, string Server, string Said)
{
    public const string Usage = """
        bin/bench chaos   [--minutes M] [--visitors N] [--agents N] [--nodes N] [--seed N] [--quick]   kills nodes and the database under talking people
        bin/bench storm   [--connections N] [--nodes N]                        a node dies under 10,000 sockets
        bin/bench idle    [--connections N] [--rate PER_SECOND] [--seconds S]  memory of a silent socket while others talk
        bin/bench soak    [--minutes M] [--visitors N] [--agents N]            whether memory, handles and threads stay flat
        bin/bench rolling [--minutes M] [--visitors N] [--agents N] [--nodes N]   restarts node after node under load
          all: [--server PUBLISHED_FOLDER] [--write into bench/RESULTS.md]
        """;

    /// <exception cref="FormatException">A word is not understood.</exception>
    public static TrialOptions Read(string[] args)
    {
        var options = new TrialOptions(args[0], null, null, null, 4, null, 2000, 1, false, false, "artifacts/publish/server", "bin/bench " + string.Join(' ', args));
        var rest = new Queue<string>(args[1..]);
        while (rest.TryDequeue(out var word))
        {
            options = word switch
            {
                "--minutes" => options with { Time = TimeSpan.FromMinutes(double.Parse(rest.Dequeue(), CultureInfo.InvariantCulture)) },
                "--seconds" => options with { Time = TimeSpan.FromSeconds(Whole(rest)) },
                "--connections" => options with { Connections = Whole(rest) },
                "--visitors" => options with { Visitors = Whole(rest) },
                "--agents" => options with { Agents = Whole(rest) },
                "--nodes" => options with { Nodes = Whole(rest) },
                "--rate" => options with { Rate = Whole(rest) },
                "--seed" => options with { Seed = Whole(rest) },
                "--server" => options with { Server = rest.Dequeue() },
                "--quick" => options with { Quick = true },
                "--write" => options with { Write = true },
                _ => throw new FormatException($"\"{word}\" is not an option."),
            };
        }

        return options;
    }

    private static int Whole(Queue<string> rest) => int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture);
}
