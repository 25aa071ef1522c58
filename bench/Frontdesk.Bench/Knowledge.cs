using Frontdesk.Retrieval;

namespace Frontdesk.Bench;

/// <summary>Synthetic passages about a shop: the same ones in every run, words as unevenly used as in real texts.</summary>
internal static class Knowledge
{
    private static readonly string[] Common =
        ["order", "delivery", "return", "refund", "size", "jacket", "days", "account", "payment", "card", "address", "please", "email", "store", "warranty", "repair"];

    public static Passage[] Passages(int count)
    {
        var random = new Random(20_000);
        var rare = Enumerable.Range(0, 20_000).Select(_ => Word(random)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => new Passage(
            Id(i), Id(i / 20), PassageKind.Text, $"Guide {i / 20}", $"{Common[i % Common.Length]} {rare[i % rare.Length]}", Text(random, rare, 90), []))];
    }

    /// <summary>Each a source of its own, asked for in a question and as many other ways.</summary>
    public static Passage[] Faqs(int count, int phrasings)
    {
        var random = new Random(500);
        var rare = Enumerable.Range(0, 2_000).Select(_ => Word(random)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => new Passage(
            Id(i), Id(i), PassageKind.Faq, "", "", Text(random, rare, 40),
            [.. Enumerable.Range(0, phrasings + 1).Select(_ => $"{Common[random.Next(Common.Length)]} {rare[i % rare.Length]} {Text(random, rare, 6)}")]))];
    }

    private static string Text(Random random, string[] rare, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => random.Next(3) == 0 ? Common[random.Next(Common.Length)] : rare[(int)(rare.Length * Math.Pow(random.NextDouble(), 3))]));

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{"bdfgklmnprst"[random.Next(12)]}{"aeiou"[random.Next(5)]}"));

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
