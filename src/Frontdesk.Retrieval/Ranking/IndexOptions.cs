namespace Frontdesk.Retrieval;

/// <summary>What an owner adds to the index's own knowledge of words.</summary>
public sealed record IndexOptions
{
    public static IndexOptions Default { get; } = new();

    /// <summary>Groups of words that mean the same in this business, such as "sofa", "couch", "settee"; in any form and case.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Synonyms { get; init; } = [];
}
