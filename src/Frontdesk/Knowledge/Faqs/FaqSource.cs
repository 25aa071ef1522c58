using Frontdesk.Knowledge.Faqs;

namespace Frontdesk.Knowledge;

/// <summary>A source as a FAQ: its title is the question, its body the answer.</summary>
public sealed partial class Source
{
    public static Source Faq(Guid workspaceId, Guid chatbotId, FaqContent content, DateTimeOffset now)
    {
        var faq = New(workspaceId, chatbotId, SourceKind.Faq, content.Question, content.Status, now);
        faq.Edit(content, now);
        return faq;
    }

    public void Edit(FaqContent content, DateTimeOffset now)
    {
        (Title, Body, Category, Priority, Status, UpdatedAt) = (content.Question, content.Answer, content.Category, content.Priority, content.Status, now);
        (AlternativeQuestions, Tags) = ([.. content.AlternativeQuestions], [.. content.Tags]);
        PassageCount = 1;
    }
}
