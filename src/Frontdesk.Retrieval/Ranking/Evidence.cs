namespace Frontdesk.Retrieval;

/// <summary>
/// What speaks for one passage: the figures that <see cref="RankingWeights"/> adds up. "Part" means part of the query by the weight
/// of its words, 0..1; the others are sums of such weights or counts.
/// </summary>
internal sealed class Evidence
{
    /// <summary>BM25F over all fields.</summary>
    public float Words;
    public float WordsInTitle;
    /// <summary>The part of the query that stands anywhere in the passage.</summary>
    public float Coverage;
    public float CoverageSquared;
    /// <summary>The part that stands together in one sentence.</summary>
    public float BestSentence;
    /// <summary>The weight that stands within 25 words.</summary>
    public float BestWindow;
    /// <summary>The part of the query whose words follow each other as they were asked.</summary>
    public float InOrder;
    /// <summary>The same with the small words between them, exactly.</summary>
    public float Verbatim;
    /// <summary>The longest run of words as they were asked, up to six.</summary>
    public float LongestRun;
    /// <summary>The part of the query met by relatives of its words only.</summary>
    public float Kin;
    /// <summary>The weight of names in the query that the passage does not hold; negative.</summary>
    public float MissingNames;
    /// <summary>Asked for a number (a year): how much of the query stands around one.</summary>
    public float NumberNear;
    public float YearNear;
    /// <summary>Asked for a number (a year): 1 if a sentence that fits holds one.</summary>
    public float HasNumber;
    public float HasYear;
    /// <summary>The logarithm of the passage's length.</summary>
    public float Length;
    /// <summary>BM25F of the better neighbour in the same source.</summary>
    public float Neighbour;
    /// <summary>BM25F of the best other passage of the same source.</summary>
    public float SourceBest;
    /// <summary>How many of the ten best are of the same source.</summary>
    public float SourceCount;
    /// <summary>How far the weight that is met lies in the rarest words.</summary>
    public float Rarity;

    public const int Count = 20;

    public void CopyTo(Span<float> figures)
    {
        ReadOnlySpan<float> all =
        [
            Words, WordsInTitle, Coverage, CoverageSquared, BestSentence, BestWindow, InOrder, Verbatim, LongestRun, Kin, MissingNames,
            NumberNear, YearNear, HasNumber, HasYear, Length, Neighbour, SourceBest, SourceCount, Rarity,
        ];
        all.CopyTo(figures);
    }
}
