using BenchmarkDotNet.Attributes;
using Frontdesk.Retrieval;

namespace Frontdesk.Bench;

/// <summary>Budget: 100 000 rows of 384 dimensions in 1.1 ms on one core, where they are in its caches. Beyond these it is the memory that is measured.</summary>
public class VectorBenchmarks
{
    private VectorMatrix _matrix = null!;
    private QueryVector _query = null!;
    private float[] _cosines = [];

    [Params(10_000, 100_000)]
    public int Rows { get; set; }

    [Params(384, 1536)]
    public int Dimensions { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(384);
        var rows = new VectorMatrix.Builder(Dimensions, Rows);
        for (var row = 0; row < Rows; row++) rows.Add(VectorCode.Of(Embeddings.Random(random, Dimensions)));
        (_matrix, _query, _cosines) = (rows.Build(), QueryVector.Of(Embeddings.Random(random, Dimensions)), new float[Rows]);
    }

    [Benchmark(Description = "compare a question with every row")]
    public void Compare() => _matrix.Cosines(_query, _cosines);
}

/// <summary>Budget: a search by words and meaning over 10 000 passages in 0.4 ms.</summary>
[MemoryDiagnoser]
public class HybridBenchmarks
{
    private const int Dimensions = 384;
    private readonly HybridIndex _index;
    private readonly QueryVector _query;

    public HybridBenchmarks()
    {
        var random = new Random(384);
        var passages = Knowledge.Passages(10_000);
        var vectors = PassageVectors.Empty(Dimensions).Change(new HashSet<Guid>(), passages.Length);
        foreach (var passage in passages) vectors.Add(passage, VectorCode.Of(Embeddings.Random(random, Dimensions)));
        (_index, _query) = (new(PassageIndex.Build(passages), vectors.Build()), QueryVector.Of(Embeddings.Random(random, Dimensions)));
    }

    [Benchmark(Description = "search 10 000 passages by words and meaning")]
    public IReadOnlyList<Hit> Both() => _index.Search("How many days does the delivery of my order take, and can I return a jacket?", _query, 5);

    [Benchmark(Description = "the same by words alone", Baseline = true)]
    public IReadOnlyList<Hit> Words() => _index.Search("How many days does the delivery of my order take, and can I return a jacket?", null, 5);

    [Benchmark(Description = "one source of 20 passages gets new vectors")]
    public PassageVectors Change()
    {
        var known = _index.Meanings!;
        return known.Change(new HashSet<Guid> { new(7, 0, 0, new byte[8]) }, 0).Build();
    }
}

internal static class Embeddings
{
    public static float[] Random(Random random, int dimensions) => [.. Enumerable.Range(0, dimensions).Select(_ => random.NextSingle() - 0.5f)];
}
