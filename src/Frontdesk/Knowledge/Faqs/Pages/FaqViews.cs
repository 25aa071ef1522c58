namespace Frontdesk.Knowledge.Faqs.Pages;

/// <param name="Status">active or inactive.</param>
/// <param name="Phrasings">How many other ways of asking are known.</param>
public sealed record FaqRow(string Id, string Question, string? Category, string Status, int Phrasings, DateTimeOffset UpdatedAt);

/// <summary>The form of a FAQ.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="AlternativeQuestions">One a line.</param>
/// <param name="Tags">Separated by commas.</param>
/// <param name="Priority">high, medium or low.</param>
public sealed record FaqValues(
    string? Id = null, string Question = "", string Answer = "", string AlternativeQuestions = "", string Category = "", string Tags = "", string Priority = "medium", string Status = "active");
