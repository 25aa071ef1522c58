namespace Frontdesk.Knowledge.Pages;

/// <summary>A chatbot to switch to.</summary>
public sealed record ChatbotChoice(string Id, string Name);

/// <summary>A source in the list.</summary>
/// <param name="Kind">pdf, docx, txt, html, csv, text, url …</param>
/// <param name="Status">pending, processing, completed or failed.</param>
/// <param name="Reason">Why it failed and what to do, in words.</param>
public sealed record SourceRow(string Id, string Title, string Kind, string Status, string? Reason, int Passages, long Bytes, DateTimeOffset UpdatedAt);

/// <summary>A piece of a source, as it is found and quoted.</summary>
public sealed record SourcePassage(int Number, string? Heading, string Text);

/// <summary>The form of a written text.</summary>
public sealed record TextValues(string Title = "", string Content = "");
