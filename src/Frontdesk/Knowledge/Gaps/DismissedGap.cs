using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>A gap that nobody wants to see until it was asked for so often again.</summary>
public sealed class DismissedGap : ITenantOwned
{
    public const int UsuallyUntil = 5;
    private const int MostQuestions = 200;

    private DismissedGap()
    {
    }

    public DismissedGap(Guid workspaceId, Guid chatbotId, Gap gap, int untilAsked, Guid by, DateTimeOffset now)
    {
        (Id, WorkspaceId, ChatbotId, Pattern, UntilAsked, DismissedBy, DismissedAt) = (Guid.CreateVersion7(now), workspaceId, chatbotId, gap.Pattern, untilAsked, by, now);
        Questions = [.. gap.Questions.Select(q => FaqContent.Fold(q.Question)).Distinct().Take(MostQuestions)];
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public string Pattern { get; private set; } = "";
    public string[] Questions { get; private set; } = [];
    public int UntilAsked { get; private set; }
    public Guid? DismissedBy { get; private set; }
    public DateTimeOffset DismissedAt { get; private set; }

    /// <summary>Groups are found anew each time; it is the same gap where at least half of what was asked before is known from then.</summary>
    public bool Hides(Gap gap)
    {
        var before = gap.Questions.Where(q => q.AskedAt <= DismissedAt).ToList();
        return before.Count > 0 && before.Count(q => Questions.Contains(FaqContent.Fold(q.Question))) * 2 >= before.Count && gap.Questions.Count - before.Count < UntilAsked;
    }
}
