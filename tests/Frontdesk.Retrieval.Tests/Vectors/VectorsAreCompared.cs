using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Vectors;

/// <summary>What is kept of vectors against the vectors themselves.</summary>
public sealed class VectorsAreCompared
{
    [Fact]
    public void A_cosine_is_as_good_as_exact_in_any_dimension() => Prop.ForAll(Gen.Choose(1, VectorCode.MostDimensions).ToArbitrary(), dimensions =>
    {
        var directions = new Directions(dimensions, seed: dimensions);
        var (rows, query) = (Enumerable.Range(0, 7).Select(_ => directions.Anywhere()).ToList(), directions.Anywhere());
        var matrix = Matrix(rows);
        for (var row = 0; row < rows.Count; row++)
        {
            ((double)matrix.Cosine(QueryVector.Of(query), row)).ShouldBe(Directions.Cosine(rows[row], query), 1e-3);
        }
        Coarse(matrix, query).Zip(rows).ShouldAllBe(pair => Math.Abs(pair.First - Directions.Cosine(pair.Second, query)) < 0.02);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(384, 0, 1), InlineData(64, 0, 1), InlineData(384, 50, 0.5), InlineData(384, 50, 0.1), InlineData(1536, 20, 0.3)]
    public void The_ten_nearest_of_many_are_the_ten_nearest(int dimensions, int clusters, double noise)
    {
        var directions = new Directions(dimensions, seed: 7);
        var centres = Enumerable.Range(0, clusters).Select(_ => directions.Anywhere()).ToList();
        float[] One(int at) => clusters == 0 ? directions.Anywhere() : directions.Near(centres[at % clusters], noise);
        var passages = Enumerable.Range(0, 3000).Select(at => (Passage: Text($"Passage {at}"), Vector: One(at))).ToList();
        var builder = PassageVectors.Empty(dimensions).Change(new HashSet<Guid>(), passages.Count);
        foreach (var (passage, vector) in passages) builder.Add(passage, VectorCode.Of(vector));
        var vectors = builder.Build();

        var found = Enumerable.Range(0, 40).Average(at =>
        {
            var query = One(at);
            var exact = passages.OrderByDescending(one => Directions.Cosine(one.Vector, query)).Take(10).Select(one => one.Passage.Id).ToHashSet();
            return vectors.Compare(QueryVector.Of(query), 64).Nearest.OrderByDescending(one => one.Cosine).Take(10).Count(one => exact.Contains(one.Passage.Id)) / 10.0;
        });

        found.ShouldBeGreaterThanOrEqualTo(0.99);
    }

    [Theory]
    [InlineData(0, 0), InlineData(0, 0.5), InlineData(300, 0)] // all directions alike, most of them to one side, in heaps
    public void Among_more_than_are_all_compared_the_nearest_are_found(int clusters, double lean)
    {
        const int dimensions = 128;
        var directions = new Directions(dimensions, seed: 9);
        var (centres, side) = (Enumerable.Range(0, clusters).Select(_ => directions.Anywhere()).ToList(), directions.Anywhere());
        float[] Leaning(float[] vector) => [.. vector.Select((value, at) => value + (float)lean * side[at])];
        float[] One(int at) => Leaning(clusters == 0 ? directions.Anywhere() : directions.Near(centres[at % clusters], 0.7));
        var rows = Enumerable.Range(0, 20_000).Select(at => (Passage: Text($"Passage {at}"), Code: VectorCode.Of(One(at)))).ToList();
        var many = Build(PassageVectors.Empty(dimensions), [], rows);
        // The same in two halves, each of which is compared whole.
        var halves = rows.Chunk(rows.Count / 2).Select(half => Build(PassageVectors.Empty(dimensions), [], [.. half])).ToList();

        var found = Enumerable.Range(0, 40).Average(at =>
        {
            var query = QueryVector.Of(One(at));
            var exact = halves.SelectMany(half => half.Compare(query, 64).Nearest).OrderByDescending(one => one.Cosine).Take(10).Select(one => one.Passage.Id).ToHashSet();
            var compared = many.Compare(query, 64);
            compared.Mean.ShouldBe(halves.Average(half => half.Compare(query, 1).Mean), 0.01);
            compared.Deviation.ShouldBe(halves.Average(half => half.Compare(query, 1).Deviation), 0.01);
            return compared.Nearest.OrderByDescending(one => one.Cosine).Take(10).Count(one => exact.Contains(one.Passage.Id)) / 10.0;
        });

        found.ShouldBeGreaterThanOrEqualTo(0.97);
    }

    [Fact]
    public void Whichever_way_a_processor_counts_the_numbers_are_the_same() => Prop.ForAll(
        Gen.Choose(1, 9).Two().Zip(Gen.Choose(0, 1_000_000)).ToArbitrary(), one =>
        {
            var ((steps, rows), seed) = one;
            var random = new Random(seed);
            var query = Enumerable.Range(0, steps * QueryVector.Step).Select(_ => (short)random.Next(-4096, 4097)).ToArray();
            var codes = Enumerable.Range(0, rows * query.Length).Select(_ => (sbyte)random.Next(-128, 128)).ToArray();
            var (plain, chosen, portable, middle) = (new int[rows], new int[rows], new int[rows], new int[rows]);
            for (var row = 0; row < rows; row++) plain[row] = query.Select((value, at) => value * codes[row * query.Length + at]).Sum();
            DotProducts.Of(query, codes, chosen);
            DotProducts.Portable(query, codes, portable);
            chosen.ShouldBe(plain);
            portable.ShouldBe(plain);
            if (!System.Runtime.Intrinsics.X86.Avx2.IsSupported) return;
            DotProducts.Wide256(query, codes, middle);
            middle.ShouldBe(plain);
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void What_is_no_number_is_refused(float value)
    {
        Should.Throw<ArgumentException>(() => VectorCode.Of([1, value, 2]));
        Should.Throw<ArgumentException>(() => QueryVector.Of([1, value, 2]));
    }

    [Fact]
    public void What_has_no_direction_is_refused()
    {
        Should.Throw<ArgumentException>(() => VectorCode.Of([0, 0, 0]));
        Should.Throw<ArgumentException>(() => VectorCode.Of([]));
        Should.Throw<ArgumentException>(() => VectorCode.Of(new float[VectorCode.MostDimensions + 1]));
        Should.Throw<ArgumentException>(() => QueryVector.Of([0, 0, 0]));
        Should.Throw<ArgumentException>(() => One(2, new byte[4]), "all zeros in the database");
    }

    [Theory]
    [InlineData(float.MaxValue), InlineData(float.Epsilon)]
    public void The_length_of_a_vector_says_nothing(float length) => VectorCode.Of([length, 0, -length]).ShouldBe(VectorCode.Of([1, 0, -1]));

    [Fact]
    public void Dimensions_do_not_mix()
    {
        Should.Throw<ArgumentException>(() => One(3, VectorCode.Of([1, 2])));
        Should.Throw<ArgumentException>(() => One(2, VectorCode.Of([1, 2])).Compare(QueryVector.Of([1, 2, 3]), 1));
    }

    [Fact]
    public void The_closest_of_a_FAQs_vectors_counts()
    {
        var (faq, text) = (Text("FAQ"), Text("Text"));
        var builder = PassageVectors.Empty(2).Change(new HashSet<Guid>(), 3);
        builder.Add(faq, VectorCode.Of([0, 1]));
        builder.Add(faq, VectorCode.Of([1, 0]));
        builder.Add(text, VectorCode.Of([1, 1]));

        var near = builder.Build().Compare(QueryVector.Of([1, 0]), 3).Nearest.ToDictionary(one => one.Passage.Body, one => one.Cosine);

        near["FAQ"].ShouldBe(1, 1e-3);
        near["Text"].ShouldBe(Math.Sqrt(0.5), 1e-3);
    }

    [Fact]
    public void Changing_some_sources_gives_what_building_anew_gives()
    {
        var directions = new Directions(48, seed: 3);
        var all = Enumerable.Range(0, 60).Select(at => (Passage: Text($"{at}") with { SourceId = new Guid(at / 6, 0, 0, new byte[8]) }, Code: VectorCode.Of(directions.Anywhere()))).ToList();
        var gone = all.Select(one => one.Passage.SourceId).Where((_, at) => at % 18 == 0).ToHashSet();
        var more = Enumerable.Range(0, 9).Select(at => (Passage: Text($"more {at}"), Code: VectorCode.Of(directions.Anywhere()))).ToList();

        var changed = Build(Build(PassageVectors.Empty(48), [], all), gone, more);

        var anew = Build(PassageVectors.Empty(48), [], [.. all.Where(one => !gone.Contains(one.Passage.SourceId)), .. more]);
        var query = QueryVector.Of(directions.Anywhere());
        changed.Count.ShouldBe(anew.Count);
        changed.Compare(query, 100).Nearest.ShouldBe(anew.Compare(query, 100).Nearest, ignoreOrder: true);
        ((double)changed.ApproximateBytes).ShouldBe(anew.ApproximateBytes, anew.ApproximateBytes * 0.1);
    }

    private static PassageVectors Build(PassageVectors known, HashSet<Guid> without, List<(Passage Passage, byte[] Code)> added)
    {
        var builder = known.Change(without, added.Count);
        added.ForEach(one => builder.Add(one.Passage, one.Code));
        return builder.Build();
    }

    private static PassageVectors One(int dimensions, byte[] code) => Build(PassageVectors.Empty(dimensions), [], [(Text("One"), code)]);

    private static VectorMatrix Matrix(List<float[]> rows)
    {
        var builder = new VectorMatrix.Builder(rows[0].Length, rows.Count);
        rows.ForEach(row => builder.Add(VectorCode.Of(row)));
        return builder.Build();
    }

    private static float[] Coarse(VectorMatrix matrix, float[] query)
    {
        var cosines = new float[matrix.Count];
        matrix.Cosines(QueryVector.Of(query), cosines);
        return cosines;
    }

    private static Passage Text(string body) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), PassageKind.Text, "Title", "", body, []);
}
