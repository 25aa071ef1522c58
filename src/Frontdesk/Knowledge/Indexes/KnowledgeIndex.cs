using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>A chatbot's knowledge as it was at one version, ready to be searched. Immutable: a change makes another one.</summary>
/// <param name="Version">Of the chatbot's knowledge, counted up with every change.</param>
/// <param name="Model">By which its vectors were made; null where there are none.</param>
/// <param name="Synonyms">The owner's groups of words, as they are stored.</param>
/// <param name="Sources">What was read of each source, to tell what has changed since.</param>
public sealed record KnowledgeIndex(long Version, HybridIndex Search, EmbeddingModel? Model, string Synonyms, IReadOnlyDictionary<Guid, IndexedSource> Sources)
{
    public long ApproximateBytes => Search.ApproximateBytes + Sources.Values.Sum(source => 140L + 8 * source.Passages.Count);
}

/// <summary>A source as it is in an index.</summary>
public sealed record IndexedSource(SourceState State, IReadOnlyList<Passage> Passages);

/// <param name="Stamp">Counts the changes of its content.</param>
/// <param name="EmbeddedStamp">The one whose texts were embedded last, by <paramref name="EmbeddedBy"/>.</param>
public readonly record struct SourceState(long Stamp, Guid? EmbeddedBy, long? EmbeddedStamp);
