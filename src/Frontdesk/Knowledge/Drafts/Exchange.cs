using System.Text.RegularExpressions;
using Frontdesk.Conversations;
using Frontdesk.Knowledge.Gaps;
using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>A question of a customer and what a person answered to it.</summary>
public sealed record Exchange(Guid MessageId, string Question, string Answer);

/// <summary>
/// Finds what could be a FAQ in a conversation, by rules alone: a message that asks something, and words of a person after it
/// that are long enough to be an answer. Greetings go, and whatever names or finds a person is masked. Pure.
/// </summary>
public static partial class Exchanges
{
    private const int MostOfConversation = 3;
    private const int LongestQuestion = 300;
    private const int ShortestAnswer = 40;
    private const int LongestAnswer = 4000;
    private const int FewestWords = 6;

    /// <param name="messages">In their order.</param>
    /// <param name="names">Of the customer and of who answered.</param>
    /// <param name="contact">The owner's public address, which may stay.</param>
    public static IReadOnlyList<Exchange> In(IReadOnlyList<MessageView> messages, IReadOnlyList<string> names, string? contact)
    {
        var found = new List<Exchange>();
        for (var at = 0; at < messages.Count; at++)
        {
            if (messages[at].Sender.Type != SenderType.Agent || at > 0 && messages[at - 1].Sender.Type == SenderType.Agent)
            {
                continue;
            }

            var question = messages.Take(at).Reverse().TakeWhile(m => m.Sender.Type != SenderType.Agent).FirstOrDefault(m => m.Sender.Type == SenderType.Customer && IsQuestion(m));
            var answer = string.Join("\n\n", messages.Skip(at).TakeWhile(m => m.Sender.Type == SenderType.Agent && m.DeletedAt is null).Select(m => m.Content));
            if (question is not null && Read(question, answer, names, contact) is { } exchange && !found.Exists(e => e.MessageId == exchange.MessageId))
            {
                found.Add(exchange);
            }
        }

        return [.. found.Take(MostOfConversation)];
    }

    private static Exchange? Read(MessageView question, string answer, IReadOnlyList<string> names, string? contact)
    {
        var asked = Sentence(PersonalData.Masked(WithoutGreeting(question.Content), names, contact));
        var said = PersonalData.Masked(WithoutGreeting(WithoutFarewell(answer)), names, contact).Trim();
        return asked.Length is >= 8 and <= LongestQuestion && said.Length is >= ShortestAnswer and <= LongestAnswer && WordCount(said) >= FewestWords && !AsksBack(said)
            ? new Exchange(question.Id, asked, said)
            : null;
    }

    private static bool IsQuestion(MessageView message)
    {
        var text = message.Content;
        return message.DeletedAt is null && text.Length <= 2000 && SmallTalk.Recognise(text) == SmallTalkKind.None && !PersonRequest.IsIn(text) && TellingWords.Any(text)
            && (text.Contains('?') || Asking().IsMatch(text) || Trouble().IsMatch(text)) && WordCount(text) >= 3;
    }

    /// <summary>Of a longer message the sentence that asks, else the first.</summary>
    private static string Sentence(string text)
    {
        var sentences = SentenceEnds().Split(text.Trim()).Select(s => s.Trim()).Where(s => s.Length > 0).ToList();
        return sentences.Find(s => s.EndsWith('?') && WordCount(s) >= 3) ?? sentences.Find(s => Asking().IsMatch(s) || Trouble().IsMatch(s)) ?? sentences.FirstOrDefault() ?? "";
    }

    private static string WithoutGreeting(string text) => Greeting().Replace(text.Trim(), "").TrimStart();

    private static string WithoutFarewell(string text) => Farewell().Replace(text.TrimEnd(), "").TrimEnd();

    private static bool AsksBack(string answer) => answer.EndsWith('?') && SentenceEnds().Split(answer).Count(s => s.Trim().Length > 0) <= 1;

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"^\s*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|hallo|guten (?:morgen|tag|abend)|moin|bonjour|salut|hola|buenos d[ií]as)(?: [\p{L}'’-]+){0,2}\s*[.!,:;\n]+\s*|(?:thanks|thank you|thx|danke|merci|gracias)(?: (?:so|very) much)?(?: for (?:your|the|asking|reaching|contacting|getting)\b[^\n.!?]{0,40})?[.!\n]+\s*)+", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\s*\n\s*(?:(?:best|kind|warm) (?:regards|wishes)|best|regards|cheers|sincerely|yours|thanks|thank you|mit freundlichen grüßen|viele grüße|beste grüße|liebe grüße|cordialement|saludos)(?=[,.!\s]|$)[,.!]?[^\n]{0,12}(?:\n[^\n]{0,60}){0,3}$|(?<=[.!?\n])\s*(?:(?:have a (?:nice|good|great|lovely) [^.!?\n]{1,30}|let me know if (?:you|there)[^.!?\n]{0,80}|is there anything else[^.!?\n]{0,60}|(?:i )?hope (?:this|that) helps[^.!?\n]{0,40}|happy to help[^.!?\n]{0,40})[.!?]*\s*)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Farewell();

    [GeneratedRegex(@"^\W*(?:who|what|when|where|why|which|how|can|could|do|does|did|is|are|am|will|would|should|may|i (?:want|need|would like|wonder)|wer|was|wann|wo|warum|wieso|welche\w*|wie|kann|können|gibt|ist|sind|darf|qui|que|quand|où|pourquoi|comment|est-ce|peut|quién|qué|cuándo|dónde|por qué|cómo|puedo|hay)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    [GeneratedRegex(@"\b(?:can't|cannot|can not|doesn't|does not|won't|isn't|not working|problem|error|broken|missing|lost|forgot|geht nicht|funktioniert nicht|fehler|kaputt|ne (?:marche|fonctionne) pas|no funciona)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"(?<=[.!?…])\s+|\n+")]
    private static partial Regex SentenceEnds();
}
