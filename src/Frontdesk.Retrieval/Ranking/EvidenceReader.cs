namespace Frontdesk.Retrieval;

/// <summary>Gathers the evidence for single passages by reading their words in order; the rough ranking only added up counts.</summary>
internal sealed class EvidenceReader(Query query, QueryTerms terms, PassageText[] texts, Postings postings, TermSigns[] signs)
{
    private const int Window = 25;
    private const int Near = 12;
    private const int FieldGap = 10;
    private const int LongestRun = 6;
    private const int ShortestText = 20;
    private const int LongestText = 600;
    private const float AlmostBest = 0.8f;

    private readonly float[] strengths = new float[query.Words.Length];
    private readonly List<(int Position, int Word, float Strength)> hits = [];
    private readonly List<int> numbers = [];
    private readonly List<(float Weight, bool Number, bool Year)> sentences = [];
    private readonly bool asksForFigures = query.Asks != AnswerKind.Any;
    private readonly float total = Math.Max(query.Share, 1e-6f);
    private float bestSentence;

    /// <summary>Everything but what the neighbours say.</summary>
    public Evidence Read(int passage)
    {
        var evidence = new Evidence();
        Meet(passage, evidence);
        ReadText(texts[passage], evidence);
        evidence.BestSentence = bestSentence / total;
        evidence.BestWindow = BestWindow();
        evidence.InOrder = InOrder() / total;
        ReadAnswer(evidence);
        evidence.Length = MathF.Log(Math.Clamp(texts[passage].Field(3).Length, ShortestText, LongestText) + 10);
        return evidence;
    }

    private void Meet(int passage, Evidence evidence)
    {
        float met = 0, rare = 0;
        for (var at = 0; at < query.Words.Length; at++)
        {
            var word = query.Words[at];
            var (impact, strength) = BestOf(word, passage);
            strengths[at] = strength;
            evidence.Words += word.Weight * impact;
            met += word.Share * strength;
            rare += word.Share * word.Share * strength;
            if (word.IsName && strength == 0) evidence.MissingNames -= word.Share;
            if (strength == 0) evidence.Kin += word.Share * KinIn(word, passage) / total;
        }
        evidence.Coverage = Math.Min(1, met / total);
        evidence.CoverageSquared = evidence.Coverage * evidence.Coverage;
        evidence.Rarity = rare / total;
        foreach (var token in texts[passage].Field(1))
        {
            if (terms.TryFind(token.Term, out var meeting) && meeting is { IsKin: false, Word: >= 0 }) evidence.WordsInTitle += query.Words[meeting.Word].Share * meeting.Strength;
        }
    }

    private (float Impact, float Strength) BestOf(QueryWord word, int passage)
    {
        (float Impact, float Strength) best = default;
        foreach (var (term, strength, _) in word.Alternatives)
        {
            if (!postings.TryFind(term, passage, out var impact)) continue;
            best = (Math.Max(best.Impact, strength * impact), Math.Max(best.Strength, strength));
        }
        return best;
    }

    private float KinIn(QueryWord word, int passage)
    {
        var best = 0f;
        foreach (var (term, strength, _) in word.Kin)
        {
            if (strength > best && postings.TryFind(term, passage, out _)) best = strength;
        }
        return best;
    }

    private void ReadText(PassageText text, Evidence evidence)
    {
        hits.Clear();
        numbers.Clear();
        sentences.Clear();
        bestSentence = 0;
        var run = new Runs();
        var position = 0;
        for (var field = text.HeadingStart; field < text.Tokens.Length;)
        {
            var end = field < text.QuestionsStart ? text.QuestionsStart : field < text.BodyStart ? text.BodyStart : text.Tokens.Length;
            position = ReadField(text.Tokens.AsSpan(field..end), position, ref run) + FieldGap;
            field = end;
        }
        (evidence.Verbatim, evidence.LongestRun) = (run.Weight(query) / total, run.Longest);
    }

    private int ReadField(ReadOnlySpan<Token> tokens, int position, ref Runs run)
    {
        var sentence = new Sentence();
        foreach (var token in tokens)
        {
            if (token.OpensSentence) End(ref sentence);
            var at = token.IsJoined ? position - 1 : position++;
            var isMet = terms.TryFind(token.Term, out var meeting);
            if (!token.IsJoined) run.Add(meeting.Places);
            if (isMet && meeting.Word >= 0 && (!meeting.IsKin || strengths[meeting.Word] == 0))
            {
                hits.Add((at, meeting.Word, meeting.Strength));
                if ((sentence.Met & 1UL << meeting.Word) == 0) sentence.Weight += query.Words[meeting.Word].Share * meeting.Strength;
                sentence.Met |= 1UL << meeting.Word;
            }
            else if (asksForFigures && signs[token.Term] is var sign and not TermSigns.None)
            {
                sentence.Number |= true;
                sentence.Year |= (sign & TermSigns.Year) != 0;
                if (query.Asks == AnswerKind.Number || (sign & TermSigns.Year) != 0) numbers.Add(at);
            }
        }
        End(ref sentence);
        return position;
    }

    private void End(ref Sentence sentence)
    {
        if (sentence.Weight > 0) sentences.Add((sentence.Weight, sentence.Number, sentence.Year));
        bestSentence = Math.Max(bestSentence, sentence.Weight);
        sentence = default;
    }

    private float BestWindow()
    {
        var best = 0f;
        for (var first = 0; first < hits.Count; first++)
        {
            ulong met = 0;
            var weight = 0f;
            for (var at = first; at < hits.Count && hits[at].Position < hits[first].Position + Window; at++)
            {
                if ((met & 1UL << hits[at].Word) != 0) continue;
                met |= 1UL << hits[at].Word;
                weight += query.Words[hits[at].Word].Share * hits[at].Strength;
            }
            best = Math.Max(best, weight);
        }
        return best;
    }

    // Neighbours in the query, small words between them or not, that stand no further apart in the text.
    private float InOrder()
    {
        var weight = 0f;
        var (before, beforeAt) = (-1, 0);
        for (var at = 0; at < query.Order.Length; at++)
        {
            var word = query.Order[at].Word;
            if (word < 0) continue;
            if (before >= 0 && before != word && Follow(before, word, at - beforeAt)) weight += Math.Min(query.Words[before].Share, query.Words[word].Share);
            (before, beforeAt) = (word, at);
        }
        return weight;
    }

    private bool Follow(int first, int second, int gap)
    {
        for (var at = 0; at < hits.Count; at++)
        {
            if (hits[at].Word != first) continue;
            for (var next = at + 1; next < hits.Count && hits[next].Position <= hits[at].Position + gap; next++)
            {
                if (hits[next].Word == second && hits[next].Position > hits[at].Position) return true;
            }
        }
        return false;
    }

    private void ReadAnswer(Evidence evidence)
    {
        if (query.Asks == AnswerKind.Any) return;
        var near = numbers.Count == 0 ? 0 : numbers.Max(Around) / total;
        var enough = AlmostBest * bestSentence;
        var number = sentences.Exists(sentence => sentence.Weight >= enough && sentence.Number) ? 1 : 0;
        var year = sentences.Exists(sentence => sentence.Weight >= enough && sentence.Year) ? 1 : 0.7f * number;
        if (query.Asks == AnswerKind.Number) (evidence.NumberNear, evidence.HasNumber) = (near, number);
        else (evidence.YearNear, evidence.HasYear) = (near, year);
    }

    private float Around(int position)
    {
        var weight = 0f;
        foreach (var hit in hits)
        {
            var distance = Math.Abs(hit.Position - position);
            if (distance <= Near) weight += query.Words[hit.Word].Share * (1 - distance / (Near + 1f));
        }
        return weight;
    }

    private struct Sentence
    {
        public ulong Met;
        public float Weight;
        public bool Number;
        public bool Year;
    }

    /// <summary>Runs of words that stand in the text as in the query: bit p of <c>ending[n]</c> says that n+1 words end here at its place p.</summary>
    private struct Runs()
    {
        private readonly ulong[] ending = new ulong[LongestRun];
        private ulong pairs;

        public int Longest { get; private set; }

        public void Add(ulong places)
        {
            if (places == 0 && ending[0] == 0) return; // most words of a text; longer runs end with the shorter ones
            for (var length = LongestRun - 1; length > 0; length--)
            {
                ending[length] = places & ending[length - 1] << 1;
                if (ending[length] != 0) Longest = Math.Max(Longest, length + 1);
            }
            ending[0] = places;
            if (places != 0) Longest = Math.Max(Longest, 1);
            pairs |= ending[1];
        }

        public readonly float Weight(Query asked)
        {
            var weight = 0f;
            for (var place = 1; place < asked.Order.Length; place++)
            {
                if ((pairs & 1UL << place) != 0) weight += Math.Max(0.2f, Math.Max(ShareAt(asked, place - 1), ShareAt(asked, place)));
            }
            return weight;
        }

        private static float ShareAt(Query asked, int place) =>
            asked.Order[place] is { Word: >= 0, IsFunction: false } token ? asked.Words[token.Word].Share : 0;
    }
}
