namespace Frontdesk.Retrieval;

/// <summary>A word of an indexed passage: its term and its signs in one number.</summary>
internal readonly record struct Token(int Packed)
{
    private const int TermMask = (1 << 28) - 1;
    private const int JoinedBit = 1 << 28;
    private const int SignsShift = 29;

    public Token(int term, bool joined, WordSigns signs) : this(term | (joined ? JoinedBit : 0) | (int)signs << SignsShift)
    {
    }

    public int Term => Packed & TermMask;

    /// <summary>It repeats the words before it as one ("xr", "200", "xr200") and takes no place of its own.</summary>
    public bool IsJoined => (Packed & JoinedBit) != 0;

    public bool OpensSentence => (Packed >> SignsShift & (int)WordSigns.OpensSentence) != 0;
}

/// <summary>A passage as terms in reading order, field after field: title, heading, questions, body.</summary>
internal sealed record PassageText(Token[] Tokens, int HeadingStart, int QuestionsStart, int BodyStart)
{
    public const int FieldCount = 4;

    public long Bytes => 56 + 4L * Tokens.Length;

    /// <summary>The tokens of a field as <see cref="FieldWeights"/> numbers them: questions, title, heading, body.</summary>
    public ReadOnlySpan<Token> Field(int field) => field switch
    {
        0 => Tokens.AsSpan(QuestionsStart..BodyStart),
        1 => Tokens.AsSpan(..HeadingStart),
        2 => Tokens.AsSpan(HeadingStart..QuestionsStart),
        _ => Tokens.AsSpan(BodyStart..),
    };

    public static PassageText Of(Passage passage, Vocabulary vocabulary)
    {
        List<Token> tokens = [];
        var sink = new Writer(tokens, vocabulary);
        Words.Read(passage.Title, ref sink);
        var heading = tokens.Count;
        Words.Read(passage.Heading, ref sink);
        var questions = tokens.Count;
        foreach (var question in passage.Questions) Words.Read(question, ref sink);
        var body = tokens.Count;
        Words.Read(passage.Body, ref sink);
        return new([.. tokens], heading, questions, body);
    }

    private readonly struct Writer(List<Token> tokens, Vocabulary vocabulary) : IWordSink
    {
        public void Add(ReadOnlySpan<char> word, int joined, WordSigns signs) => tokens.Add(new(vocabulary.TermOf(word), joined > 0, signs));
    }
}
