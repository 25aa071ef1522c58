using System.Globalization;
using System.Runtime.InteropServices;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Report;

namespace Frontdesk.Load.Trials;

/// <summary>What a trial has to say, and whether every promise held.</summary>
public sealed record Outcome(string Text, bool Holds);

/// <summary>Runs one of the trials: finds the place, ends it in time, cleans up, writes the result.</summary>
public static class Trial
{
    private static readonly Dictionary<string, Func<Place, TrialOptions, CancellationToken, Task<Outcome>>> Known = new()
    {
        ["chaos"] = Chaos.Run,
        ["rolling"] = Rolling.Run,
        ["storm"] = Storm.Run,
        ["idle"] = Idle.Run,
        ["soak"] = Soak.Run,
    };

    public static bool Is(string name) => Known.ContainsKey(name);

    public static async Task<int> Run(string[] args)
    {
        TrialOptions options;
        try
        {
            options = TrialOptions.Read(args);
        }
        catch (Exception unclear) when (unclear is FormatException or InvalidOperationException)
        {
            Console.Error.WriteLine($"{unclear.Message}\n{TrialOptions.Usage}");
            return 2;
        }

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(20) + 2 * (options.Time ?? TimeSpan.Zero));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        // Open for passing, so that PostgreSQL's account can keep the cluster in it.
        var folder = Directory.CreateTempSubdirectory("frontdesk-trial-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            var place = new Place(Path.GetFullPath(Path.Combine(options.Server, "Frontdesk.dll")), Environment.CurrentDirectory, folder);
            var outcome = await Known[options.Name](place, options, stop.Token);
            var text = $"{Head(options)}\n{outcome.Text}";
            Console.WriteLine(text);
            if (options.Write)
            {
                ResultsFile.Replace(Path.Combine(place.Repository, "bench/RESULTS.md"), options.Name, text);
            }

            return outcome.Holds ? 0 : 1;
        }
        catch (Exception broken) // uncaught, it would end the program before the folder is gone
        {
            Console.Error.WriteLine(broken is OperationCanceledException && stop.IsCancellationRequested ? "Stopped before the end; nothing was written." : broken);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static string Head(TrialOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"- Command: `{options.Said}` on {DateTime.UtcNow:yyyy-MM-dd}, commit `{Surroundings.Commit(Environment.CurrentDirectory)}`\n- Machine: {Surroundings.Machine()}");
}
