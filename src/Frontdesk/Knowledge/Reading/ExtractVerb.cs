using System.Globalization;
using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Reading;

/// <summary><c>frontdesk extract FILE [--passages]</c>: prints what the chatbot would read in a file, or why it would not.</summary>
public static class ExtractVerb
{
    /// <summary>0 where the file was read, 1 with the reason where it was refused.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        if (arguments.FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal)) is not { } path || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync("Name a file: frontdesk extract FILE [--passages]");
            return 1;
        }

        try
        {
            var read = await new Extraction(new ReadingLimits()).From(path, Path.GetFileName(path), _ => Task.CompletedTask, CancellationToken.None);
            var text = TidyText.Whole(read.Text);
            await Tell(read with { Text = text }, arguments.Contains("--passages"));
            return 0;
        }
        catch (UnreadableFileException reason)
        {
            await Console.Error.WriteLineAsync($"{reason.Code}: {reason.Message}");
            return 1;
        }
    }

    private static async Task Tell(ExtractedText read, bool passages)
    {
        if (!passages)
        {
            Console.WriteLine(read.Text);
        }

        foreach (var passage in passages ? Chunker.Split(read.Text) : [])
        {
            Console.WriteLine($"── {passage.Ordinal + 1} · {(passage.Page is { } page ? $"page {page} · " : "")}{passage.Tokens} tokens{(passage.HeadingPath.Length > 0 ? $" · {passage.HeadingPath}" : "")}\n{passage.Content}\n");
        }

        string?[] facts = [Fact("title", OwnTitle.In(read.Title)), Fact("author", read.Author), Fact("pages", read.Pages?.ToString(CultureInfo.InvariantCulture)), Fact("language", read.Language ?? LanguageGuess.Of(read.Text)), Fact("note", read.Note)];
        await Console.Error.WriteLineAsync(string.Join(" · ", facts.OfType<string>()));
    }

    private static string? Fact(string name, string? value) => string.IsNullOrEmpty(value) ? null : $"{name}: {value}";
}
