using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>What an owner says about a document or text. Null leaves a field as it is, an empty text clears it.</summary>
public sealed record SourceMetadata(string? Title = null, string? Category = null, string? Language = null, string? Version = null, string? Author = null)
{
    public Errors Check() => new Errors()
        .Unless(Title is null || Title.Trim().Length is >= 1 and <= 200, "title", "A title has 1 to 200 characters.")
        .Unless((Category ?? "").Length <= 100, "category", "A category has at most 100 characters.")
        .Unless(Language is null or "" || IsLanguage(Language.Trim()), "language", "Name the language by its code, such as en or pt-BR.")
        .Unless((Version ?? "").Length <= 50, "version", "A version has at most 50 characters.")
        .Unless((Author ?? "").Length <= 200, "author", "An author has at most 200 characters.");

    /// <summary>As it came over the wire: clean, but of any length; <see cref="Check"/> says what is too long.</summary>
    public static SourceMetadata Of(Func<string, string?> field) =>
        new(Clean(field("title")), Clean(field("category")), Clean(field("language")), Clean(field("version")), Clean(field("author")));

    private static string? Clean(string? text) => text is null ? null : CleanText.Of(text).Trim();

    private static bool IsLanguage(string code) =>
        code.Length is >= 2 and <= 20 && code.Split('-') is [{ Length: 2 or 3 }, ..] parts && Array.TrueForAll(parts, part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
