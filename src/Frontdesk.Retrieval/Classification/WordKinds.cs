namespace Frontdesk.Retrieval;

/// <summary>
/// Words that fill the same place in a sentence. "On monday" teaches a classifier about "on friday" when both are also read as
/// "on (weekday)".
/// </summary>
internal static class WordKinds
{
    private static readonly Dictionary<string, string> ByWord = Index(
        ("<number>", "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty eighty ninety hundred thousand million dozen"),
        ("<weekday>", "monday tuesday wednesday thursday friday saturday sunday weekend montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo"),
        ("<month>", "january february march april june july august september october november december januar februar marz juni juli oktober dezember"),
        ("<time>", "today tomorrow yesterday tonight morning evening afternoon noon midnight heute morgen gestern"),
        ("<language>", "english spanish french german italian chinese japanese russian korean arabic portuguese hindi dutch latin greek swedish polish turkish"),
        ("<colour>", "red blue green yellow black white orange purple pink brown grey gray"));

    /// <summary>The kind of a folded word, or null when it is of none.</summary>
    public static string? Of(ReadOnlySpan<char> word)
    {
        if (char.IsAsciiDigit(word[0])) return "<number>";
        return ByWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var kind) ? kind : null;
    }

    private static Dictionary<string, string> Index(params (string Kind, string Words)[] kinds) =>
        kinds.SelectMany(kind => kind.Words.Split(' ').Select(word => (word, kind.Kind))).ToDictionary(pair => pair.word, pair => pair.Kind, StringComparer.Ordinal);
}
