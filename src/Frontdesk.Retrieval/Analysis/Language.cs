namespace Frontdesk.Retrieval;

internal enum Language { English, German, French, Spanish, Italian, Portuguese, Dutch }

/// <summary>
/// Guesses the language by counting function words. Anything unsure is English, whose stemmer leaves other scripts alone;
/// it needs a sentence or two to be right and does not know languages beyond these.
/// </summary>
internal readonly struct LanguageGuess() : IWordSink
{
    // In the order of the languages. A word that several use counts for each.
    private static readonly string[] Signs =
    [
        "the and is you of to with are how what your",
        "der und ist sie nicht mit wir ich fur das wie ein die",
        "le les et est vous des une nous dans pour votre la",
        "el los y es una con por para su como del la en",
        "il di che per non una con sono della gli nel dei alla la le",
        "os nao uma por para da em sao voce ao como que pelo",
        "het een van je niet met voor wij zijn dat bij naar de is en",
    ];

    private static readonly Dictionary<string, Language[]> ByWord = Signs
        .SelectMany((words, language) => words.Split(' ').Select(word => (Word: word, Language: (Language)language)))
        .GroupBy(sign => sign.Word, sign => sign.Language).ToDictionary(sign => sign.Key, sign => sign.ToArray(), StringComparer.Ordinal);

    private readonly int[] counts = new int[Signs.Length];

    public Language Language => (Language)Array.IndexOf(counts, counts.Max());

    public void Add(ReadOnlySpan<char> word, int joined, WordSigns signs)
    {
        if (!ByWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var languages)) return;
        foreach (var language in languages) counts[(int)language]++;
    }

    public static Language Of(string text)
    {
        var guess = new LanguageGuess();
        Words.Read(text, ref guess);
        return guess.Language;
    }
}
