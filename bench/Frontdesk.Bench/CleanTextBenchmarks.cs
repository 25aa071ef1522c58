using BenchmarkDotNet.Attributes;
using Frontdesk.Platform.Text;

namespace Frontdesk.Bench;

/// <summary>Every message passes through this on its way in.</summary>
[MemoryDiagnoser]
public class CleanTextBenchmarks
{
    private readonly string _plain = new('a', 150);
    private readonly string _longest = new('a', 4000);
    private readonly string _emoji = string.Concat(Enumerable.Repeat("thanks \U0001F44D\r\n", 15));

    [Benchmark(Description = "150 plain characters", Baseline = true)]
    public string Plain() => CleanText.Of(_plain);

    [Benchmark(Description = "4 000 plain characters")]
    public string Longest() => CleanText.Of(_longest);

    [Benchmark(Description = "150 characters with emoji and CR LF")]
    public string Emoji() => CleanText.Of(_emoji);
}
