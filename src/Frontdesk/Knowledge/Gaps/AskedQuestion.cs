using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>What became of a question.</summary>
public enum AskedOutcome
{
    Answered,
    /// <summary>Something was found that may help, and a person was offered.</summary>
    Unsure,
    NoAnswer,
    /// <summary>A person was fetched: the AI is switched off, or it had failed too often.</summary>
    HandedOver,
}

/// <summary>What a visitor wanted to know, with personal data masked, and how well the chatbot could answer. Kept for 90 days.</summary>
public sealed class AskedQuestion : ITenantOwned
{
    public const int DaysKept = 90;

    private AskedQuestion()
    {
    }

    /// <summary>The answer's message, so that answering twice is asking once.</summary>
    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid ConversationId { get; private set; }
    public Guid MessageId { get; private set; }
    public string Question { get; private set; } = "";
    public double Confidence { get; private set; }
    public AskedOutcome Outcome { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
}
