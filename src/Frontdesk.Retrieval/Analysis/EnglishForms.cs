namespace Frontdesk.Retrieval;

/// <summary>
/// English words whose forms share no ending that a stemmer could take off ("taught", "teach"), numbers written out, and British
/// spellings, each brought to one form.
/// </summary>
internal static class EnglishForms
{
    private static readonly Dictionary<string, string> ByForm = Index();

    /// <summary>The form that stands for a folded word; most stand for themselves.</summary>
    public static string Of(string folded) => ByForm.TryGetValue(folded, out var common) ? common : American(folded);

    // Wrong for a few words ("noise"), but the same wrong in a text and in a question.
    private static string American(string word)
    {
        if (word.Length < 6) return word;
        if (Ends(word, "our", out var stem) || Ends(word, "ours", out stem) || Ends(word, "oured", out stem)) return stem + "or";
        if (Ends(word, "ise", out stem) || Ends(word, "ised", out stem) || Ends(word, "ises", out stem)) return stem + "ize";
        if (Ends(word, "ising", out stem)) return stem + "izing";
        if (Ends(word, "isation", out stem) || Ends(word, "isations", out stem)) return stem + "ization";
        return Ends(word, "tre", out stem) || Ends(word, "tres", out stem) ? stem + "ter" : word;
    }

    private static bool Ends(string word, string ending, out string stem)
    {
        var ends = word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal);
        stem = ends ? word[..^ending.Length] : "";
        return ends;
    }

    private static Dictionary<string, string> Index()
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Groups.Split((char[]?)[',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var forms = group.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var form in forms.Skip(1)) index[form] = forms[0];
        }
        return index;
    }

    // The first form of each group stands for the others. Forms that are other words as well ("saw", "left", "ground") are left out.
    private const string Groups = """
        arise arose arisen, awake awoke awoken, bear bore borne, beat beaten, become became, begin began begun, bend bent, bet bets,
        bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed bred, bring brought, build built,
        burn burnt, buy bought, catch caught, choose chose chosen, cling clung, come came, creep crept, deal dealt, dig dug, draw drew drawn,
        dream dreamt, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought,
        find found, flee fled, fly flew flown flies, forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven,
        freeze froze frozen, get got gotten, give gave given, go went gone goes, grow grew grown, hang hung, hear heard, hide hid hidden,
        hold held, keep kept, kneel knelt, know knew known, lay laid, lead led, leap leapt, learn learnt, lend lent, light lit,
        lose lost, make made, mean meant, meet met, mistake mistook mistaken, overcome overcame, pay paid, ride rode ridden, ring rang rung,
        rise rose risen, run ran, say said, seek sought, sell sold, send sent, sew sewn, shake shook shaken, shine shone, shoot shot,
        show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat, sleep slept, slide slid, speak spoke spoken,
        spend spent, spin spun, spring sprang sprung, stand stood, steal stole stolen, stick stuck, sting stung, strike struck stricken,
        strive strove striven, swear swore sworn, sweep swept, swell swollen, swim swam swum, swing swung, take took taken, teach taught,
        tear tore torn, tell told, think thought, throw threw thrown, undergo underwent undergone, understand understood,
        wake woke woken, wear wore worn, weave wove woven, weep wept, win won, withdraw withdrew withdrawn, write wrote written,
        man men, woman women, child children, foot feet, tooth teeth, mouse mice, goose geese, ox oxen, person people persons,
        half halves, knife knives, leaf leaves, life lives, loaf loaves, shelf shelves, thief thieves, wife wives, wolf wolves,
        analysis analyses, basis bases, crisis crises, criterion criteria, hypothesis hypotheses, phenomenon phenomena, thesis theses,
        bacterium bacteria, medium media, datum data, index indices, matrix matrices, nucleus nuclei, radius radii, stimulus stimuli,
        good better best, bad worse worst, far further farther furthest,
        2 two, 3 three, 4 four, 5 five, 6 six, 7 seven, 8 eight, 9 nine, 10 ten, 11 eleven, 12 twelve, 13 thirteen, 14 fourteen,
        15 fifteen, 16 sixteen, 17 seventeen, 18 eighteen, 19 nineteen, 20 twenty, 30 thirty, 40 forty, 50 fifty, 60 sixty, 70 seventy,
        80 eighty, 90 ninety, 1st first, 2nd second, 3rd third, 4th fourth, 5th fifth, 6th sixth, 7th seventh, 8th eighth, 9th ninth, 10th tenth
        """;
}
