using Frontdesk.Conversations;

namespace Frontdesk.Answers;

/// <summary>An answer before it is stored. <c>Confidence</c> is null for small talk.</summary>
public sealed record Draft(string Content, IReadOnlyList<SourceView> Sources, double? Confidence, bool OfferPerson)
{
    /// <summary>Nothing in the sources answered it.</summary>
    public bool IsFailure { get; init; }

    public static Draft Plain(string content, bool offerPerson = false) => new(content, [], null, offerPerson);
}
