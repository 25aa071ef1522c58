using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Clustering;

/// <summary>Questions about the same thing come together, whatever their order.</summary>
public sealed class QuestionsAreGrouped
{
    private static readonly string[] Words = ["app", "mobile", "return", "refund", "boots", "parcel", "norway", "track", "gift", "card", "hours", "shop", "the", "do", "you", "is", "?", "Grüße", "配送"];

    private static readonly Arbitrary<string[]> Questions = Gen.Elements(Words).ArrayOf().Select(words => string.Join(' ', words.Take(7))).ArrayOf().Select(all => all.Take(60).ToArray()).ToArbitrary();

    [Fact]
    public void Every_question_is_in_exactly_one_group() => Prop.ForAll(Questions, questions =>
        QuestionClusters.Of(questions).SelectMany(c => c.Members).Order().SequenceEqual(Enumerable.Range(0, questions.Length))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_questions_does_not_matter() => Prop.ForAll(Questions, questions =>
    {
        var shuffled = questions.Reverse().ToArray();
        return Groups(questions).SetEquals(Groups(shuffled));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_words_are_in_the_same_group() => Prop.ForAll(Questions, questions =>
    {
        var twice = questions.Concat(questions.Select(q => q.ToUpperInvariant())).ToArray();
        return QuestionClusters.Of(twice).All(c => c.Members.All(m => c.Members.Contains((m + questions.Length) % twice.Length)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_group_is_named_by_its_telling_words()
    {
        string[] questions = ["Do you have a mobile app?", "When will the mobile app be released?", "Is there an iOS mobile app?", "What are the API rate limits?", "Which rate limits does the API have?", "Do you sell gift cards?"];

        var groups = QuestionClusters.Of(questions);

        groups.Select(g => g.Members.Count).ShouldBe([3, 2, 1]);
        groups[0].Label.ShouldBe("mobile app");
        groups[1].Label.ToLowerInvariant().Split(' ').ShouldBe(["api", "rate", "limits"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_and_nothing_telling_is_grouped_too()
    {
        QuestionClusters.Of([]).ShouldBeEmpty();
        QuestionClusters.Of(["", "is it?", "is it?"]).Select(g => g.Members.Count).ShouldBe([2, 1]);
    }

    [Fact]
    public void Of_many_questions_each_stands_in_one_group()
    {
        var random = new Random(7);
        string[] words = [.. Enumerable.Range(0, 400).Select(n => "w" + string.Concat($"{n:000}".Select(digit => (char)('a' + digit - '0'))))];
        string Word() => words[(int)(Math.Pow(random.NextDouble(), 2) * words.Length)];
        string[] questions = [.. Enumerable.Range(0, 1_500).Select(_ => $"do you have {Word()} {Word()} {Word()} {Word()}?")];

        QuestionClusters.Of(questions).SelectMany(group => group.Members).Order().ShouldBe(Enumerable.Range(0, questions.Length));
    }

    private static HashSet<string> Groups(string[] questions) =>
        [.. QuestionClusters.Of(questions).Select(c => string.Join("\n", c.Members.Select(m => questions[m]).Order(StringComparer.Ordinal)) + "\n" + c.Label)];
}
