namespace Frontdesk.Retrieval;

public enum SmallTalkKind { None, Greeting, Thanks, Goodbye }

/// <summary>Recognises messages that are a greeting, thanks or a goodbye and nothing else, in English, German, French and Spanish.</summary>
public static class SmallTalk
{
    private const int Longest = 8;

    private static readonly HashSet<string> Greetings = Set("""
        hi hello hey hiya howdy yo heya greetings hallo servus moin gruezi bonjour salut bonsoir coucou hola buenas
        morning afternoon evening day guten tag morgen abend buenos dias tardes noches gruss gott
        """);

    private static readonly HashSet<string> Thanks = Set("""
        thanks thank thx ty tysm cheers appreciated appreciate danke dank dankeschon merci gracias
        """);

    private static readonly HashSet<string> Goodbyes = Set("""
        bye goodbye byebye cya ciao tschuss wiedersehen revoir adieu adios hasta luego bis bald cu
        """);

    // Words that may stand around the others; none of them is small talk alone.
    private static readonly HashSet<string> Around = Set("""
        there all everyone you u so very much a lot again good nice team for your the help that thats this it was is ok okay great perfect awesome and
        my friend have see later soon take care how are doing today really i many lovely cool wonderful super
        schon vielen sehr fur die hilfe auf ihnen dir euch herzlichen beaucoup bien a tout monde votre aide au muchas muy todos la ayuda por su
        """);

    private static readonly HashSet<string> NeedCompany = Set("""
        morning afternoon evening day guten tag morgen abend buenos dias tardes noches gruss gott appreciate hasta luego bis bald
        """);

    private static readonly HashSet<string> WholeGoodbyes = ["see you", "see you later", "see you soon", "take care", "have a nice day", "have a good day", "have a great day"];

    public static SmallTalkKind Recognise(string message)
    {
        if (message.Length > 100) return SmallTalkKind.None;
        var words = Analyzer.Analyze(message, Language.English).Where(word => word.Joined == 0).Select(word => word.Folded).ToList();
        if (words.Count is 0 or > Longest) return SmallTalkKind.None;
        if (WholeGoodbyes.Contains(string.Join(' ', words))) return SmallTalkKind.Goodbye;
        if (!words.TrueForAll(IsSmallTalk) || (words.Count == 1 && NeedCompany.Contains(words[0]) && words[0] is not ("morning" or "servus"))) return SmallTalkKind.None;
        if (words.Exists(Thanks.Contains)) return SmallTalkKind.Thanks;
        // "bis" and "hasta" make a goodbye of what could greet.
        if (words.Exists(Goodbyes.Contains)) return SmallTalkKind.Goodbye;
        return words.Exists(Greetings.Contains) ? SmallTalkKind.Greeting : SmallTalkKind.None;
    }

    private static bool IsSmallTalk(string word) => Greetings.Contains(word) || Thanks.Contains(word) || Goodbyes.Contains(word) || Around.Contains(word);

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
