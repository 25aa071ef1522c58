using Frontdesk.Eval.Data;
using Frontdesk.Eval.Passages;

namespace Frontdesk.Eval.Intents;

/// <summary>The intent of the most similar example by plain BM25.</summary>
public sealed class NearestExample(Utterance[] examples)
{
    private readonly PlainBm25 index = new([.. examples.Select(example => example.Text)]);

    public int Classify(string text) => index.Search(text, 1) is [var nearest] ? examples[nearest].Intent : 0;
}
