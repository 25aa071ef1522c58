namespace Frontdesk.Retrieval;

/// <summary>What the answer to a question must hold.</summary>
internal enum AnswerKind { Any, Number, Year }

internal static class AnswerKinds
{
    private static readonly string[] Years = ["when", "what year", "which year", "what date", "wann", "in welchem jahr", "quand", "cuando", "quando", "wanneer"];

    private static readonly string[] Numbers =
    [
        "how many", "how much", "how long", "how old", "how far", "how big", "how high", "how heavy", "percent", "percentage",
        "wie viel", "wie viele", "wieviel", "wieviele", "wie lange", "wie alt", "wie hoch", "wie teuer", "combien", "cuantos", "cuantas", "cuanto", "cuanta",
        "quanto", "quanta", "quanti", "quante", "quantos", "quantas", "hoeveel", "hoe lang", "hoe duur", "hoe oud",
    ];

    public static AnswerKind Of(IEnumerable<AnalyzedWord> words)
    {
        var text = $" {string.Join(' ', words.Where(word => word.Joined == 0).Select(word => word.Folded))} ";
        if (Array.Exists(Numbers, asked => text.Contains($" {asked} ", StringComparison.Ordinal))) return AnswerKind.Number;
        return Array.Exists(Years, asked => text.Contains($" {asked} ", StringComparison.Ordinal)) ? AnswerKind.Year : AnswerKind.Any;
    }
}
