using Frontdesk.Knowledge.Faqs;

namespace Frontdesk.Knowledge;

/// <summary>A source as a FAQ: its title is the question, its body the answer.</summary>
public sealed partial class Source
{
    public Guid[] RelatedSources { get; private set; } = [];
    public string[] RelatedUrls { get; private set; } = [];

    /// <summary>How many visitors said that the answer helped, where they are asked.</summary>
    public long HelpfulCount { get; private set; }

    public long NotHelpfulCount { get; private set; }

    /// <summary>The member who wrote it; null for one from before that was noted, or once they are gone.</summary>
    public Guid? CreatedBy { get; private set; }

    public static Source Faq(Guid workspaceId, Guid chatbotId, FaqContent content, DateTimeOffset now, Guid? createdBy = null)
    {
        var faq = New(workspaceId, chatbotId, SourceKind.Faq, content.Question, content.Status, now);
        faq.CreatedBy = createdBy;
        faq.Edit(content, now);
        return faq;
    }

    public void Edit(FaqContent content, DateTimeOffset now)
    {
        (Title, Body, Category, Priority, Status, UpdatedAt) = (content.Question, content.Answer, content.Category, content.Priority, content.Status, now);
        (AlternativeQuestions, Tags) = ([.. content.AlternativeQuestions], [.. content.Tags]);
        (RelatedSources, RelatedUrls) = ([.. content.RelatedSources], [.. content.RelatedUrls]);
        PassageCount = 1;
    }
}
