using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Vectors;

/// <summary>Search by words and by meaning together, with embeddings that are made up to be good, poor or nonsense.</summary>
public sealed class WordsAndMeaning
{
    private const int Dimensions = 96;
    private static readonly string[] Things = ["jacket", "tent", "stove", "boots", "rope", "lamp", "bottle", "map", "compass", "gloves", "helmet", "sledge"];
    private static readonly string[] Matters = ["warranty", "repair", "washing", "weight", "colour", "price", "delivery", "returns", "material", "size"];

    private readonly Directions directions = new(Dimensions, seed: 11);
    private readonly List<(Passage Passage, float[] Vector)> known;
    private readonly HybridIndex index;

    public WordsAndMeaning()
    {
        known = [.. Things.SelectMany(thing => Matters.Select(matter => (Text($"About the {thing}: what to know of its {matter}."), directions.Anywhere())))];
        index = Index(known);
    }

    [Fact]
    public void What_shares_no_word_is_found_by_what_it_means()
    {
        var (wanted, vector) = known[37];

        var hit = index.Search("Handschuhe flicken lassen", Near(vector, 0.4), 3)[0];

        hit.Passage.ShouldBe(wanted);
        hit.Confidence.ShouldBeInRange(0.3, 1);
        index.Search("Handschuhe flicken lassen", null, 3).ShouldBeEmpty("words alone do not find it");
    }

    [Fact]
    public void Meaning_decides_between_passages_with_the_same_words()
    {
        var (wanted, vector) = known.Find(one => one.Passage.Body.Contains("tent") && one.Passage.Body.Contains("repair"));
        index.Search("tent", Near(vector, 0.6), 1)[0].Passage.ShouldBe(wanted);
    }

    [Fact]
    public void Vectors_that_say_nothing_change_next_to_nothing()
    {
        var questions = known.Select(one => (one.Passage, Words: one.Passage.Body.Replace("About the ", "", StringComparison.Ordinal))).ToList();
        double Right(Func<QueryVector?> meaning) => questions.Average(one => index.Search(one.Words, meaning(), 1)[0].Passage.Id == one.Passage.Id ? 1.0 : 0);

        Right(() => QueryVector.Of(directions.Anywhere())).ShouldBeGreaterThanOrEqualTo(Right(() => null) - 0.01);
    }

    [Fact]
    public void A_poor_model_helps_and_a_good_one_more()
    {
        // Each question names the thing alone; what is asked of it only its vector tells.
        double Right(double? noise) => known.Average(one =>
        {
            var thing = Things.Single(name => one.Passage.Body.Contains(name, StringComparison.Ordinal));
            return index.Search($"I have a question about my {thing}", noise is { } far ? Near(one.Vector, far) : null, 1)[0].Passage.Id == one.Passage.Id ? 1.0 : 0;
        });

        var (words, poor, good) = (Right(null), Right(2.5), Right(0.8));
        poor.ShouldBeGreaterThan(words + 0.2);
        good.ShouldBeGreaterThan(poor);
        good.ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void While_some_passages_wait_for_their_vectors_they_are_found_by_words()
    {
        var half = new HybridIndex(PassageIndex.Build([.. known.Select(one => one.Passage)]), Vectors([.. known.Where((_, at) => at % 2 == 0)]));
        foreach (var (passage, _) in known.Where((_, at) => at % 2 == 1).Take(20))
        {
            half.Search(passage.Body, QueryVector.Of(directions.Anywhere()), 1)[0].Passage.ShouldBe(passage);
        }
    }

    [Fact]
    public void Without_a_usable_vector_the_words_alone_answer()
    {
        var alone = index.Words.Search("tent repair", 5);
        index.Search("tent repair", null, 5).ShouldBe(alone);
        index.Search("tent repair", QueryVector.Of([1, 2, 3]), 5).ShouldBe(alone, "another model's vector");
        new HybridIndex(index.Words).Search("tent repair", Near(known[0].Vector, 1), 5).ShouldBe(alone);
        new HybridIndex(index.Words, PassageVectors.Empty(Dimensions)).Search("tent repair", Near(known[0].Vector, 1), 5).ShouldBe(alone);
    }

    [Fact]
    public void Confidence_stays_a_chance_and_hits_stand_in_order()
    {
        foreach (var (passage, vector) in known)
        {
            var hits = index.Search(passage.Body, Near(vector, 0.05), 10);
            hits.ShouldAllBe(hit => hit.Confidence >= 0 && hit.Confidence <= 1);
            hits.Select(hit => hit.Score).ShouldBeInOrder(SortDirection.Descending);
            hits.Select(hit => hit.Passage.Id).ShouldBeUnique();
        }
    }

    [Fact]
    public void A_single_passage_or_all_alike_tell_nothing_by_their_vectors()
    {
        var one = Text("Parcels take two days.");
        var vector = directions.Anywhere();
        Index([(one, vector)]).Search("something else entirely", QueryVector.Of(vector), 1).ShouldBeEmpty();
        var alike = Enumerable.Range(0, 20).Select(at => (Text($"Parcels take {at} days."), vector)).ToList();
        Index(alike).Search("Handschuhe", QueryVector.Of(vector), 5).ShouldBeEmpty();
    }

    private QueryVector Near(float[] vector, double noise) => QueryVector.Of(directions.Near(vector, noise));

    private static HybridIndex Index(List<(Passage Passage, float[] Vector)> passages) => new(PassageIndex.Build([.. passages.Select(one => one.Passage)]), Vectors(passages));

    private static PassageVectors Vectors(List<(Passage Passage, float[] Vector)> passages)
    {
        var builder = PassageVectors.Empty(Dimensions).Change(new HashSet<Guid>(), passages.Count);
        passages.ForEach(one => builder.Add(one.Passage, VectorCode.Of(one.Vector)));
        return builder.Build();
    }

    private static Passage Text(string body) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), PassageKind.Text, "", "", body, []);
}
