using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// How much each piece of evidence counts, in units of log-odds: of two passages of which one answers, the one with a lead of x does
/// so e^x times as often. Fitted by `bin/bench eval DATA fit` (listwise, over the best 64 of BM25F); see there for figures on
/// questions left out of the fit.
/// </summary>
internal static class RankingWeights
{
    // In the order of Evidence.CopyTo.
    private static readonly float[] Text =
    [
        0.206f, 0.113f, 3.068f, -0.113f, 2.637f, 0.158f, 1.111f, 1.632f, 0.458f, 5.887f, 0.184f,
        1.755f, 1.71f, 1.546f, 1.137f, -1.125f, 0.044f, 0.054f, 0.159f, 0.484f,
    ];

    // Of a FAQ: what its words are worth as a text, how close its nearest phrasing is, how much of the query it holds, and the classifier's word for it.
    private static readonly float[] Faq = [0.25f, 2.5f, 4f, 1.2f];

    internal static ReadOnlySpan<float> OfFaqs => Faq;

    public static float Of(Evidence evidence)
    {
        Span<float> figures = stackalloc float[Evidence.Count];
        evidence.CopyTo(figures);
        return TensorPrimitives.Dot(figures, Text);
    }

    public static float OfFaq(Evidence evidence, FaqMatch match)
    {
        Span<float> figures = stackalloc float[FaqFigures];
        Read(evidence, match, figures);
        return TensorPrimitives.Dot(figures, Faq);
    }

    private const float LeastChance = 1e-3f;

    internal const int FaqFigures = 4;

    internal static void Read(Evidence evidence, FaqMatch match, Span<float> figures)
    {
        figures[0] = Of(evidence);
        figures[1] = (float)match.Closeness;
        figures[2] = evidence.Coverage;
        figures[3] = (float)match.Schooling * MathF.Log((float)match.Probability + LeastChance);
    }
}
