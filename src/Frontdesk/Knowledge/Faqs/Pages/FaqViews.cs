namespace Frontdesk.Knowledge.Faqs.Pages;

/// <summary>A FAQ in the list.</summary>
/// <param name="Status">active, inactive or draft.</param>
/// <param name="Phrasings">How many other ways of asking are known.</param>
public sealed record FaqRow(
    string Id, string Question, string? Category, IReadOnlyList<string> Tags, string Priority, string Status, int Phrasings, long Used, DateTimeOffset? LastUsedAt, DateTimeOffset UpdatedAt, bool HasAnswer);

/// <summary>The FAQs tab: a page of rows and what they can be filtered by.</summary>
/// <param name="OpenDrafts">How many proposals wait to be reviewed.</param>
public sealed record FaqTable(IReadOnlyList<FaqRow> Rows, FaqFilter Filter, FaqShelves Shelves, int Total, int Page, int Pages, int OpenDrafts);

/// <summary>The form of a FAQ.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="AlternativeQuestions">One a line.</param>
/// <param name="Tags">Separated by commas.</param>
/// <param name="Priority">high, medium or low.</param>
/// <param name="RelatedUrls">One a line.</param>
public sealed record FaqValues(
    string? Id = null, string Question = "", string Answer = "", string AlternativeQuestions = "", string Category = "", string Tags = "", string Priority = "medium", string Status = "active",
    string RelatedUrls = "")
{
    public IReadOnlyList<Guid> RelatedSources { get; init; } = [];
}

/// <summary>What the editor offers to choose from.</summary>
public sealed record FaqChoices(IReadOnlyList<string> Categories, IReadOnlyList<string> Tags, IReadOnlyList<RelatedChoice> Documents);

/// <summary>A document that a FAQ may lead to.</summary>
public sealed record RelatedChoice(Guid Id, string Title);

/// <summary>How a FAQ has fared.</summary>
public sealed record FaqHistory(long Used, DateTimeOffset? LastUsedAt, long Helpful, long NotHelpful, string? WrittenBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
