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
        0.179f, 0.094f, 7.2f, -3.0f, 2.7f, 0.148f, 0.1f, 2.3f, 0.5f, 2.1f, 0.127f,
        1.74f, 1.5f, 0.5f, 1.1f, -1.05f, 0.05f, 0.05f, 0.11f, 0.3f,
    ];

    // Of a FAQ: what its words are worth as a text, how close its nearest phrasing is, and the classifier's word for it.
    private static readonly float[] Faq = [0.3f, 3f, 3f, 1f, 1f];

    public static float Of(Evidence evidence)
    {
        Span<float> figures = stackalloc float[Evidence.Count];
        evidence.CopyTo(figures);
        return TensorPrimitives.Dot(figures, Text);
    }

    public static float Of(float text, FaqMatch match)
    {
        Span<float> figures = stackalloc float[FaqFigures];
        Read(text, match, figures);
        return TensorPrimitives.Dot(figures, Faq);
    }

    internal const int FaqFigures = 5;

    internal static void Read(float text, FaqMatch match, Span<float> figures)
    {
        var closeness = (float)match.Closeness;
        figures[0] = text;
        figures[1] = closeness;
        figures[2] = closeness * closeness * closeness * closeness;
        figures[3] = (float)match.Probability;
        figures[4] = MathF.Log((float)match.Probability + 1e-3f);
    }
}
