using System.Globalization;

namespace Frontdesk.Load;

/// <summary>What was asked on the command line.</summary>
public sealed record LoadOptions(int Seconds, IReadOnlyList<int> InFlight, int OpenLoop, int Repeats, bool Write, string Repository, string Server, string Only, string Said)
{
    public const string Usage = "bin/bench load [--seconds N] [--in-flight 50,400] [--open-loop PER_SECOND, 0 for none] [--repeats N] [--only NAME] [--server PUBLISHED_FOLDER] [--write]";

    /// <exception cref="FormatException">A word is not understood.</exception>
    public static LoadOptions Read(string[] args)
    {
        var options = new LoadOptions(10, [50, 400], 100, 5, false, Environment.CurrentDirectory, "artifacts/publish/server", "", "bin/bench load " + string.Join(' ', args));
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var word))
        {
            options = word switch
            {
                "--seconds" => options with { Seconds = Positive(rest) },
                "--repeats" => options with { Repeats = Positive(rest) },
                "--in-flight" => options with { InFlight = [.. rest.Dequeue().Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] },
                "--open-loop" => options with { OpenLoop = int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture) },
                "--server" => options with { Server = rest.Dequeue() },
                "--only" => options with { Only = rest.Dequeue() },
                "--write" => options with { Write = true },
                _ => throw new FormatException($"\"{word}\" is not an option."),
            };
        }

        return options;
    }

    /// <summary>Closed loops first, then the open one with fifty visitors.</summary>
    public IReadOnlyList<Load> Loads() => [.. InFlight.Select(n => new Load(n)), .. OpenLoop > 0 ? [new Load(50, OpenLoop)] : Array.Empty<Load>()];

    public int MostVisitors => Math.Max(50, InFlight.DefaultIfEmpty(0).Max());

    private static int Positive(Queue<string> rest) =>
        int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture) is > 0 and var number ? number : throw new FormatException("A number above 0 is needed.");
}
