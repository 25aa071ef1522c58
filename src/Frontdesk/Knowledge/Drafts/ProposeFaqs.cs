using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Retrieval;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>A conversation was resolved: what a person answered in it may be worth a FAQ.</summary>
public sealed record ProposeFaqs(Guid WorkspaceId, Guid ConversationId) : Job(WorkspaceId)
{
    public override string Key => $"propose-faqs:{ConversationId}";
}

/// <summary>Proposes each question once, and none that a FAQ answers already or that somebody has rejected before.</summary>
public sealed class ProposeFaqsHandler(FrontdeskDb db, KnowledgeIndexes indexes, DraftWording wording, TimeProvider clock) : IJobHandler<ProposeFaqs>
{
    private const int MessagesRead = 200;
    private const int DraftsCompared = 1000;
    private const double AnsweredAlready = 0.80;
    private const double ProposedAlready = 0.80;

    public async Task Run(ProposeFaqs job, JobRun run, CancellationToken ct)
    {
        if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == job.ConversationId, ct) is not { Status: ConversationStatus.Resolved } conversation
            || await db.Chatbots.AsNoTracking().SingleOrDefaultAsync(c => c.Id == conversation.ChatbotId, ct) is not { } chatbot
            || await db.KnowledgeSettings.AnyAsync(s => s.ChatbotId == chatbot.Id && !s.ProposeFaqs, ct))
        {
            return;
        }

        var fresh = new List<FaqDraft>();
        foreach (var exchange in await New(conversation, chatbot, ct))
        {
            var worded = await wording.Of(exchange, chatbot, ct);
            fresh.Add(FaqDraft.Propose(job.WorkspaceId, chatbot.Id, conversation.Id, worded, clock.GetUtcNow()));
        }

        db.FaqDrafts.AddRange(fresh);
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<Exchange>> New(Conversation conversation, Chatbot chatbot, CancellationToken ct)
    {
        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation.Id).OrderBy(m => m.Seq).Take(MessagesRead).ToListAsync(ct);
        if (!messages.Exists(m => m.SenderType == SenderType.Agent))
        {
            return [];
        }

        var customer = await db.Customers.Where(c => c.Id == conversation.CustomerId).Select(c => c.Name).SingleOrDefaultAsync(ct);
        string[] names = [.. messages.Where(m => m.SenderType == SenderType.Agent).Select(m => m.SenderName).Append(customer ?? "").Distinct()];
        var exchanges = Exchanges.In(messages.ConvertAll(m => m.ToView()), names, chatbot.Settings.ContactEmail);
        var proposed = await Proposed(chatbot.Id, ct);
        var known = await indexes.Of(conversation.WorkspaceId, chatbot.Id, ct);
        return [.. exchanges.Where(e => !IsAnswered(known, e.Question) && !IsProposed(proposed, e))];
    }

    private async Task<(HashSet<Guid> Messages, HashSet<string> Words, PassageIndex Questions)> Proposed(Guid chatbotId, CancellationToken ct)
    {
        var drafts = await db.FaqDrafts.AsNoTracking().Where(d => d.ChatbotId == chatbotId).OrderByDescending(d => d.CreatedAt).Take(DraftsCompared).Select(d => new { d.Id, d.MessageId, d.Question }).ToListAsync(ct);
        return ([.. drafts.Select(d => d.MessageId)], [.. drafts.Select(d => Bare(d.Question))], PassageIndex.Build([.. drafts.Select(d => new Passage(d.Id, d.Id, PassageKind.Faq, d.Question, "", "", [d.Question]))]));
    }

    private static bool IsAnswered(PassageIndex index, string question) =>
        index.Search(question, 1) is [{ Passage.Kind: PassageKind.Faq, Confidence: >= AnsweredAlready }];

    private static bool IsProposed((HashSet<Guid> Messages, HashSet<string> Words, PassageIndex Questions) proposed, Exchange exchange) =>
        proposed.Messages.Contains(exchange.MessageId) || proposed.Words.Contains(Bare(exchange.Question)) || proposed.Questions.Search(exchange.Question, 1) is [{ Confidence: >= ProposedAlready }];

    private static string Bare(string question) => string.Concat(question.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
