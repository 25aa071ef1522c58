using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>A question on its way into the report.</summary>
/// <param name="AnswerId">The message that answered it.</param>
/// <param name="MessageId">The message that asked it.</param>
public sealed record Asked(Guid AnswerId, Guid WorkspaceId, Guid ChatbotId, Guid ConversationId, Guid MessageId, string Text, double Confidence, AskedOutcome Outcome);

/// <summary>Notes what was asked, for the report on gaps. Called by whoever answers.</summary>
public static class NoteQuestion
{
    private const int LongestText = 500;
    // Whoever asks more in a day is not telling anything new, or is no customer.
    private const int MostOfConversationInDay = 50;

    /// <summary>Writes it once, whatever is run twice. Small talk, wishes for a person and texts that say nothing are no questions.</summary>
    public static async Task NoteQuestionAsync(this FrontdeskDb db, Asked asked, DateTimeOffset now, CancellationToken ct)
    {
        if (!IsQuestion(asked.Text))
        {
            return;
        }

        var (text, outcome, confidence) = (CleanText.Cut(PersonalData.Masked(asked.Text), LongestText), SnakeCase.Text(asked.Outcome), Math.Clamp(asked.Confidence, 0, 1));
        await db.Database.ExecuteSqlAsync($"""
            insert into asked_questions (id, workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at)
            select {asked.AnswerId}, workspace_id, chatbot_id, id, {asked.MessageId}, {text}, {confidence}, {outcome}, {now}
            from conversations c where c.id = {asked.ConversationId}
              and (select count(*) from asked_questions q where q.conversation_id = c.id and q.asked_at > {now.AddDays(-1)}) < {MostOfConversationInDay}
            on conflict (id) do nothing
            """, ct);
    }

    private static bool IsQuestion(string text) =>
        SmallTalk.Recognise(text) == SmallTalkKind.None && !PersonRequest.IsIn(text) && TellingWords.Any(text);
}
