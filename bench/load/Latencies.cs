namespace Frontdesk.Load;

/// <summary>Counts durations in buckets one per cent wide, from a microsecond up. Any number of threads may add.</summary>
public sealed class Latencies
{
    private const double Growth = 1.01;
    private static readonly double Scale = 1 / Math.Log(Growth);
    private readonly long[] _buckets = new long[2048];

    public long Count => _buckets.Sum();

    public void Add(TimeSpan duration)
    {
        var bucket = (int)(Math.Log(Math.Max(1, duration.TotalMicroseconds)) * Scale);
        Interlocked.Increment(ref _buckets[Math.Min(bucket, _buckets.Length - 1)]);
    }

    public Percentiles ToPercentiles() => new(At(0.50), At(0.95), At(0.99), At(1));

    /// <summary>Milliseconds that this share of the durations stayed within; NaN where there are none.</summary>
    private double At(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var bucket = 0; bucket < _buckets.Length && left > 0; bucket++)
        {
            left -= _buckets[bucket];
            if (left <= 0)
            {
                return Math.Pow(Growth, bucket + 0.5) / 1000;
            }
        }

        return double.NaN;
    }
}

/// <summary>In milliseconds.</summary>
public readonly record struct Percentiles(double P50, double P95, double P99, double Worst);
