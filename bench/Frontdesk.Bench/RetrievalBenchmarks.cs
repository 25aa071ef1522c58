using BenchmarkDotNet.Attributes;
using Frontdesk.Retrieval;

namespace Frontdesk.Bench;

/// <summary>Budget: a search over 10 000 passages within 0.4 ms, an index of them at 20 000 passages a second, a change within 50 ms.</summary>
[MemoryDiagnoser]
public class RetrievalBenchmarks
{
    private const int Count = 10_000;
    private readonly Passage[] _passages = Knowledge.Passages(Count);
    private readonly PassageIndex _index = PassageIndex.Build(Knowledge.Passages(Count));
    private readonly PassageIndex _faqs = PassageIndex.Build(Knowledge.Faqs(500, phrasings: 4));

    [Benchmark(Description = "search 10 000 passages, common words")]
    public IReadOnlyList<Hit> Common() => _index.Search("How many days does the delivery of my order take, and can I return a jacket?", 5);

    [Benchmark(Description = "search 10 000 passages, a slip of the keys")]
    public IReadOnlyList<Hit> Misspelt() => _index.Search("waranty repiar for my jackett", 5);

    [Benchmark(Description = "search 500 FAQs of 5 phrasings each")]
    public IReadOnlyList<Hit> Faqs() => _faqs.Search("How many days does the delivery of my order take, and can I return a jacket?", 5);

    [Benchmark(Description = "build an index of 10 000 passages")]
    public PassageIndex Build() => PassageIndex.Build(_passages);

    [Benchmark(Description = "a document of 20 passages changes among 10 000")]
    public PassageIndex Change() => _index.With([_passages[0].SourceId], _passages[..20]);

    [Benchmark(Description = "one FAQ of 500 changes: the classifier learns again")]
    public PassageIndex ChangeFaq()
    {
        var changed = Knowledge.Faqs(501, phrasings: 4)[^1];
        return _faqs.With([changed.SourceId], [changed]);
    }
}
