namespace Frontdesk.Retrieval;

/// <summary>A sparse vector: terms ascending, each with its weight.</summary>
internal sealed class Vector(int[] terms, double[] weights)
{
    public ReadOnlySpan<int> Terms => terms;
    public ReadOnlySpan<double> Weights => weights;

    public double Length { get; } = Math.Sqrt(weights.Sum(w => w * w));

    public static Vector Of(IEnumerable<KeyValuePair<int, double>> entries)
    {
        var sorted = entries.OrderBy(e => e.Key).ToList();
        return new([.. sorted.Select(e => e.Key)], [.. sorted.Select(e => e.Value)]);
    }

    public static Vector Sum(IEnumerable<QuestionDocument> documents)
    {
        var sum = new Dictionary<int, double>();
        foreach (var document in documents)
        {
            for (var at = 0; at < document.Vector.Terms.Length; at++)
            {
                var term = document.Vector.Terms[at];
                sum[term] = sum.GetValueOrDefault(term) + document.Vector.Weights[at] * document.Count;
            }
        }
        return Of(sum);
    }

    public double Dot(Vector other)
    {
        double sum = 0;
        for (int at = 0, its = 0; at < terms.Length && its < other.Terms.Length;)
        {
            if (terms[at] == other.Terms[its]) sum += weights[at++] * other.Weights[its++];
            else if (terms[at] < other.Terms[its]) at++;
            else its++;
        }
        return sum;
    }
}

/// <summary>One way of asking, with every question that says the same words.</summary>
/// <param name="Text">The words that count, sorted: what makes two questions the same.</param>
internal sealed record QuestionDocument(string Text, Vector Vector, IReadOnlyList<int> Questions)
{
    public int Count => Questions.Count;

    public double Dot(Vector other) => Vector.Dot(other);
}
