namespace Frontdesk.Retrieval;

/// <summary>Which FAQ a question means, learnt from all their phrasings. Classes are FAQs in the order of their passages.</summary>
internal sealed class FaqClassifier
{
    // Training costs examples times classes. Beyond this there is no use in it either: so many FAQs have a phrasing or two each.
    private const long MostWork = 3_000_000;
    private const int LongestPhrasing = 500;

    private readonly TextClassifier classifier;

    private FaqClassifier(TextClassifier classifier) => this.classifier = classifier;

    public long Bytes => classifier.ApproximateBytes;

    /// <summary>Null where there is nothing to tell apart, or too much.</summary>
    public static FaqClassifier? Train(IReadOnlyList<Passage> faqs)
    {
        LabelledText[] examples = [.. faqs.SelectMany((faq, number) => faq.Questions.Select(question =>
            new LabelledText(question.Length > LongestPhrasing ? question[..LongestPhrasing] : question, number)))];
        var fits = faqs.Count >= 2 && (long)examples.Length * faqs.Count <= MostWork;
        return fits ? new(TextClassifier.Train(examples, faqs.Count)) : null;
    }

    public float[] Probabilities(string query) => classifier.Probabilities(query);
}
