namespace Frontdesk.Retrieval;

/// <summary>
/// Words customers and shops use for the same thing. English and deliberately few: a synonym counts for less than the word
/// itself (<see cref="Discount"/>), and a word stands here only when it can replace the others in most support questions.
/// </summary>
internal static class SupportSynonyms
{
    public const float Discount = 0.7f;

    private static readonly Dictionary<string, string[]> ByStem = Index(
        "ship shipping shipment deliver delivery dispatch", "refund reimburse reimbursement", "cost price fee charge",
        "buy purchase order", "cancel cancellation", "exchange swap replace replacement", "broken break defective faulty damaged",
        "repair fix mend", "warranty guarantee", "phone telephone call", "email mail", "password passcode", "login signin", "discount voucher coupon promo",
        "invoice receipt bill", "parcel package", "abroad international overseas", "store shop", "hours open opening", "size sizing fit",
        "track tracking trace", "subscribe subscription plan", "delete remove erase close", "change update edit modify", "account profile",
        "job career vacancy hiring", "appointment booking reservation", "employee staff", "company business", "wash clean cleaning");

    /// <summary>The stems that may stand for an English stem; empty for most.</summary>
    public static ReadOnlySpan<string> For(string stem) => ByStem.GetValueOrDefault(stem);

    private static Dictionary<string, string[]> Index(params string[] groups)
    {
        var stems = groups.Select(group => group.Split(' ').Select(EnglishStemmer.Stem).Distinct().ToArray()).ToArray();
        return stems.SelectMany(group => group).Distinct()
            .ToDictionary(stem => stem, stem => stems.Where(group => group.Contains(stem)).SelectMany(group => group).Distinct().Where(other => other != stem).ToArray());
    }
}
