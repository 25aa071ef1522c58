using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Frontdesk.Retrieval;

/// <summary>
/// What a short text is made of, as 64-bit hashes in two views. Words: single, neighbouring, any two together, and word kinds.
/// Letters: each word's runs of two to five. Letters meet across word forms and slips of the keys, words keep apart what only
/// looks alike.
/// </summary>
internal readonly struct Grams()
{
    private const int ShortestRun = 2;
    private const int LongestRun = 5;
    // Pairs grow with the square of the words.
    private const int MostPaired = 32;
    private const ulong NeighbourSeed = 0x9E3779B97F4A7C15;
    private const ulong TogetherSeed = 0xD6E8FEB86659FD93;
    private const ulong LetterSeed = 0xC2B2AE3D27D4EB4F;

    public Dictionary<ulong, int> Words { get; } = [];
    public Dictionary<ulong, int> Letters { get; } = [];

    public static Grams Of(ReadOnlySpan<char> text)
    {
        var sink = new Reader();
        Retrieval.Words.Read(text, ref sink);
        return sink.Grams;
    }

    private static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        var hash = seed ^ 0xCBF29CE484222325;
        foreach (var unit in text) hash = (hash ^ unit) * 0x100000001B3;
        return hash ^ (hash >> 32);
    }

    private struct Reader() : IWordSink
    {
        private ulong before;
        private ulong kindBefore;
        private readonly List<ulong> words = [];

        public Grams Grams { get; } = new();

        public void Add(ReadOnlySpan<char> word, int joined, WordSigns signs)
        {
            if (joined > 0) return;
            AddWord(word);
            AddLetters(word);
        }

        private void AddWord(ReadOnlySpan<char> word)
        {
            var own = Hash(word, 0);
            var kind = WordKinds.Of(word) is { } known ? Hash(known, 1) : 0;
            Count(Grams.Words, own);
            if (kind != 0) Count(Grams.Words, kind);
            if (before != 0)
            {
                Count(Grams.Words, Pair(before, own, NeighbourSeed));
                if (kind != 0 || kindBefore != 0) Count(Grams.Words, Pair(kindBefore != 0 ? kindBefore : before, kind != 0 ? kind : own, NeighbourSeed));
            }
            (before, kindBefore) = (own, kind);
            PairWithAll(own);
        }

        private readonly void PairWithAll(ulong own)
        {
            if (words.Count >= MostPaired || words.Contains(own)) return;
            foreach (var other in words) Count(Grams.Words, Pair(Math.Min(own, other), Math.Max(own, other), TogetherSeed));
            words.Add(own);
        }

        private void AddLetters(ReadOnlySpan<char> word)
        {
            Span<char> bounded = stackalloc char[word.Length + 2];
            bounded[0] = bounded[^1] = ' ';
            word.CopyTo(bounded[1..]);
            for (var length = ShortestRun; length <= LongestRun; length++)
            {
                if (length >= bounded.Length)
                {
                    Count(Grams.Letters, Hash(bounded, LetterSeed));
                    break;
                }
                for (var at = 0; at + length <= bounded.Length; at++) Count(Grams.Letters, Hash(bounded.Slice(at, length), LetterSeed));
            }
        }

        private static ulong Pair(ulong left, ulong right, ulong seed) => (left * 31 + right) * seed;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Count(Dictionary<ulong, int> grams, ulong gram) => CollectionsMarshal.GetValueRefOrAddDefault(grams, gram, out _)++;
    }
}
