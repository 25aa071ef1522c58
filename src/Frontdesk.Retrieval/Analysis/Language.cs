namespace Frontdesk.Retrieval;

internal enum Language { English, German, French, Spanish }

/// <summary>
/// Guesses the language by counting function words. Anything unsure is English, whose stemmer leaves other scripts alone;
/// it needs a sentence or two to be right and does not know languages beyond the four.
/// </summary>
internal struct LanguageGuess : IWordSink
{
    private int english, german, french, spanish;

    public void Add(ReadOnlySpan<char> word, int joined, WordSigns signs)
    {
        switch (word)
        {
            case "the" or "and" or "is" or "you" or "of" or "to" or "with" or "are" or "how" or "what" or "your": english++; break;
            case "der" or "und" or "ist" or "sie" or "nicht" or "mit" or "wir" or "ich" or "fur" or "das" or "wie" or "ein": german++; break;
            case "le" or "les" or "et" or "est" or "vous" or "des" or "une" or "nous" or "dans" or "pour" or "votre": french++; break;
            case "el" or "los" or "y" or "es" or "una" or "con" or "por" or "para" or "su" or "como" or "del": spanish++; break;
        }
    }

    public readonly Language Language
    {
        get
        {
            if (german > english && german >= french && german >= spanish) return Language.German;
            if (french > english && french >= spanish) return Language.French;
            return spanish > english ? Language.Spanish : Language.English;
        }
    }

    public static Language Of(string text)
    {
        var guess = new LanguageGuess();
        Words.Read(text, ref guess);
        return guess.Language;
    }
}
