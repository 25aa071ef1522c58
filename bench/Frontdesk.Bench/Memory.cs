using Frontdesk.Retrieval;

namespace Frontdesk.Bench;

/// <summary>What an index of 10 000 passages holds in memory, by the collector and by the index's own account. Texts included.</summary>
internal static class Memory
{
    private const int Count = 10_000;
    private const int Dimensions = 384;

    public static void Print()
    {
        var before = Live();
        var passages = Knowledge.Passages(Count);
        var words = PassageIndex.Build(passages);
        var withWords = Live();
        var meanings = Embeddings.Of(passages, Dimensions);
        var withMeanings = Live();
        Console.WriteLine($"{Count:N0} passages: {Megabytes(withWords - before)} MB held, {Megabytes(words.ApproximateBytes)} by its own account; " +
            $"{Megabytes(withMeanings - withWords)} MB more for {Dimensions} dimensions each, {Megabytes(meanings.ApproximateBytes)} by their own account");
        GC.KeepAlive((words, meanings));
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
