using System.Text.RegularExpressions;

namespace Frontdesk.Retrieval;

/// <summary>
/// Recognises a visitor who explicitly asks for a human, in English, German, French and Spanish. Naming one is not asking:
/// "do you deliver in person" and "does the agent ship abroad" are questions for the bot.
/// </summary>
public static partial class PersonRequest
{
    public static bool IsIn(string message)
    {
        if (message.Length > 2000) message = message[..2000];
        var words = string.Join(' ', Analyzer.Analyze(message, Language.English).Where(word => word.Joined == 0).Select(word => word.Folded));
        if (Refusal().IsMatch(words)) return false;
        return WholeMessage().IsMatch(words) || English().IsMatch(words) || German().IsMatch(words) || French().IsMatch(words) || Spanish().IsMatch(words);
    }

    private const string Who =
        "(?:(?:(?:real|live|actual|human|support|service|customer|sales|care|another|other|different|your) )*(?:person|human|human being|agent|representative|rep|operator|advisor|adviser|manager|supervisor|employee|staff|people|team|colleague|specialist|consultant))";

    [GeneratedRegex(@"\b(?:dont|do not|no need|not need|rather not) (?:want |need |like |have )?(?:to )?(?:talk|speak|chat|a human|a person|an agent)")]
    private static partial Regex Refusal();

    [GeneratedRegex($@"^(?:(?:hi|hello|please|ok|no|just|get me|give me|i want|i need|i would like|id like|may i have|can i have|could i have|a|an|the|to|with|is there) )*{Who}(?: (?:please|pls|now|asap|here|available|instead|thanks|thank you))*$|^(?:bitte )?(?:mensch|mitarbeiter|berater|kundenberater|kundenservice|humain|conseiller|humano|agente|persona)(?: (?:bitte|s il vous plait|por favor))?$")]
    private static partial Regex WholeMessage();

    [GeneratedRegex($@"\b(?:talk|speak|chat|connect(?:ed)?(?: me)?|transfer(?:red)?(?: me)?|put me through|pass me|hand me over|escalate(?: me| this)?|switch me|forward me|redirect me)(?: (?:directly|now|please|through|over|on|live))* (?:to|with) (?:(?:a|an|the|some|my|one of) )*(?:{Who}\b|someone\b|somebody\b|anyone\b|(?:real|actual) one\b)|\b(?:want|need|get(?: me)?|give me|bring me|call me|find me|rather have|prefer|like) (?:(?:a|an|to see|your|some) )*(?:(?:real|live|actual) (?:person|human|agent|people)|human(?: being| agent| help| support| assistance)?|(?:support |customer service )?(?:agent|representative|operator))(?: (?:please|now|asap|instead|to (?:help|talk|speak|answer|assist).*))?$|\b(?:real|actual|live) (?:person|human)\b.*\b(?:please|help me|available|there)\b|\bis (?:there )?(?:a|any) (?:real |live )?(?:human|person|agent) (?:there|here|available|i can)\b|\bcan (?:a|an) (?:real |live )?(?:human|person|agent) (?:help|call|contact|answer|assist|reply)")]
    private static partial Regex English();

    [GeneratedRegex(@"\b(?:mit|zu) (?:(?:einem|einer|eurem|ihrem|eure|ihre|jemand|dem|der|echten|echter|richtigen|menschlichen) )*(?:mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|beraterin|kundenberater|kundenservice|kundendienst|jemandem|jemand|agenten|support)\b.*\b(?:sprechen|reden|chatten|verbinden|verbunden|schreiben)|\b(?:sprechen|reden|verbinden sie mich|verbinde mich)\b.* (?:mit|zu) (?:\w+ )?(?:mensch|menschen|mitarbeiter|person|berater|jemandem|agenten)|\b(?:brauche|mochte|will) (?:einen|eine) (?:(?:echten|echte|richtigen) )?(?:mensch|menschen|mitarbeiter|person|berater)(?: (?:sprechen|bitte))?$")]
    private static partial Regex German();

    [GeneratedRegex(@"\b(?:parler|discuter|echanger|contacter|joindre|mettre en relation|passez moi|passer)(?: (?:a|avec|directement|un|une|le|la|vrai|vraie|votre))* (?:humain|personne|conseiller|conseillere|agent|operateur|quelqu un|responsable)\b")]
    private static partial Regex French();

    [GeneratedRegex(@"\b(?:hablar|comunicarme|contactar|chatear|pasame|paseme)(?: (?:con|a|un|una|el|la|alguna|algun))* (?:humano|persona|agente|alguien|asesor|asesora|operador|representante|encargado)\b")]
    private static partial Regex Spanish();
}
