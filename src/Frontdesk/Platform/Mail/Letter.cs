namespace Frontdesk.Platform.Mail;

/// <summary>What a mail says. One text makes both of its parts, so that neither says less than the other.</summary>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Paragraphs">Plain text; what looks like markup is shown as it is.</param>
/// <param name="Action">The one thing to do, as a button; null where there is nothing to do.</param>
/// <param name="Note">A quiet last sentence: why this came, how long it is valid.</param>
public sealed record Letter(string To, string Subject, IReadOnlyList<string> Paragraphs, LetterAction? Action = null, string? Note = null)
{
    /// <summary>The product's name at the head of the mail; a workspace may have its own.</summary>
    public string From { get; init; } = "Frontdesk";

    /// <summary>The colour of the button, as #rrggbb.</summary>
    public string Accent { get; init; } = "#3257d6";
}

/// <param name="Text">A verb: "Confirm this address".</param>
/// <param name="Url">Absolute.</param>
public sealed record LetterAction(string Text, string Url);
