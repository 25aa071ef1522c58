namespace Frontdesk.Retrieval;

/// <summary>One way a FAQ's question is put: its terms in order, each with how much such a word says (see <see cref="CommonWords"/>).</summary>
internal sealed record Phrasing(int[] Terms, float[] Priors)
{
    public long Bytes => 48 + 8L * Terms.Length;
}
