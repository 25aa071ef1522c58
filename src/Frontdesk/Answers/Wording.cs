using Frontdesk.Retrieval;

namespace Frontdesk.Answers;

/// <summary>What the bot says of itself, in the manner the owner chose.</summary>
public static class Wording
{
    public static string ChatBack(SmallTalkKind kind, string personality) => (kind, personality) switch
    {
        (SmallTalkKind.Greeting, "professional") => "Hello. How may I help you?",
        (SmallTalkKind.Greeting, "casual") => "Hey! What can I do for you?",
        (SmallTalkKind.Greeting, _) => "Hi there! How can I help you?",
        (SmallTalkKind.Thanks, "professional") => "You are welcome. Is there anything else I can help you with?",
        (SmallTalkKind.Thanks, "casual") => "Any time! Anything else?",
        (SmallTalkKind.Thanks, _) => "You're welcome! Is there anything else I can help with?",
        (_, "professional") => "Goodbye, and thank you for your visit.",
        (_, "casual") => "See you!",
        _ => "Goodbye! Come back any time.",
    };

    public static string Unknown(string personality) => personality switch
    {
        "professional" => "I could not find an answer to that in our documents. Would you like to talk to a person?",
        "casual" => "Hmm, I don't know that one. Want to talk to a person?",
        _ => "I'm sorry, I don't know the answer to that. Would you like to talk to a person?",
    };

    public const string GivingUp = "I can't find what you need, so I've asked the team to help. Somebody will join you here.";
    public const string HandingOver = "Thanks for your message. The team will answer you here.";
    public const string FetchingPerson = "Of course. I've told the team, and somebody will join you here.";
    public const string Unsure = "I'm not completely sure, but this may help:";
    public const string Fault = "I can't answer just now. I've passed your message to the team.";
}
