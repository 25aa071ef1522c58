using System.Diagnostics;
using System.Globalization;
using Frontdesk.Eval.Data;
using Frontdesk.Eval.Fit;
using Frontdesk.Eval.Intents;
using Frontdesk.Eval.Passages;
using Frontdesk.Load.Report;

namespace Frontdesk.Eval;

/// <summary>How well knowledge is found, on a folder of public data; see bench/RESULTS.md for where such data comes from.</summary>
public static class Evaluation
{
    private const string Usage = "usage: bin/bench eval DATA_FOLDER [passages|intents] [--write]\n       bin/bench eval DATA_FOLDER fit [ranking|faqs|confidence]";

    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var words = args.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words is not [var data, ..] || !Directory.Exists(data))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        List<string> report = [];
        foreach (var line in Lines(data, words.ElementAtOrDefault(1), words.ElementAtOrDefault(2)))
        {
            Console.WriteLine(line);
            report.Add(line);
        }
        if (args.Contains("--write")) Write(report, string.Join(' ', args.Skip(1).Prepend("DATA_FOLDER")));
        return 0;
    }

    private static IEnumerable<string> Lines(string data, string? only, string? part)
    {
        var (squad, clinc) = (Path.Combine(data, "squad_v1.1_dev"), Path.Combine(data, "clinc150"));
        if (only == "fit")
        {
            foreach (var line in FitAll.Run(Squad.Read(squad), Clinc.Read(clinc), part)) yield return line;
            yield break;
        }
        if (only is null or "passages" && Directory.Exists(squad))
        {
            foreach (var line in PassageTrial.Run(Squad.Read(squad))) yield return line;
            yield return "";
        }
        if (only is null or "intents" && Directory.Exists(clinc))
        {
            foreach (var line in IntentTrial.Run(Clinc.Read(clinc))) yield return line;
            yield return "";
        }
    }

    private static void Write(List<string> report, string said)
    {
        var file = Path.Combine(Root(), "bench", "RESULTS.md");
        var heading = $"- Command: `bin/bench eval {said}` on {DateTime.UtcNow:yyyy-MM-dd}, commit `{First("git", "rev-parse", "--short", "HEAD")}{(First("git", "status", "--porcelain", "--", "src/Frontdesk.Retrieval").Length > 0 ? " with changes" : "")}`, {Environment.ProcessorCount} processors\n";
        ResultsFile.Replace(file, "eval", $"{heading}\n{string.Join('\n', report).Trim()}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Frontdesk.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this inside the repository.");
    }

    private static string First(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Root() })!;
        var line = process.StandardOutput.ReadLine() ?? "";
        process.WaitForExit();
        return line;
    }
}
