using Frontdesk.Conversations;
using Frontdesk.Inbox.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Inbox;

/// <summary>The conversations of a view, for the list, for one row of it, and for the numbers beside the views.</summary>
public sealed class InboxList(FrontdeskDb db)
{
    public IQueryable<Conversation> In(InboxFilter filter, CurrentAgent agent)
    {
        var visible = db.Conversations.AsNoTracking().VisibleTo(agent);
        var view = filter.View switch
        {
            InboxView.Unassigned => visible.Where(c => c.AssignedMemberId == null && c.Status != ConversationStatus.Resolved && c.Status != ConversationStatus.Archived),
            InboxView.Mine => visible.Where(c => c.AssignedMemberId == agent.MemberId && c.Status == ConversationStatus.AgentHandling),
            InboxView.Waiting => visible.AwaitingPerson(),
            InboxView.Ai => visible.Where(c => !c.AwaitsPerson && (c.Status == ConversationStatus.Active || c.Status == ConversationStatus.Waiting)),
            InboxView.Resolved => visible.Where(c => c.Status == ConversationStatus.Resolved),
            _ => visible.Where(c => c.Status != ConversationStatus.Archived),
        };
        return filter.Query is null ? view : Holding(filter.Query, view, agent);
    }

    /// <summary>Those who wait for a person stand in their queue, all others by their last message.</summary>
    public async Task<List<ConversationRow>> Rows(InboxFilter filter, int count, CurrentAgent agent, CancellationToken ct) => filter.IsQueue
        ? [.. (await In(filter, agent).InQueueOrder().Take(count).ToRows(agent, db, ct)).InQueueOrder()]
        : [.. (await In(filter, agent).OrderByDescending(c => c.LastMessageMinute).ThenByDescending(c => c.LastMessageAt).Take(count).ToRows(agent, db, ct)).OrderByDescending(r => r.LastMessageAt)];

    /// <summary>Null where the conversation is not (or no longer) in the view.</summary>
    public async Task<ConversationRow?> Row(Guid id, InboxFilter filter, CurrentAgent agent, CancellationToken ct) =>
        (await In(filter, agent).Where(c => c.Id == id).ToRows(agent, db, ct)).SingleOrDefault();

    public async Task<List<InboxViewCount>> Counts(CurrentAgent agent, CancellationToken ct)
    {
        var groups = await db.Conversations.VisibleTo(agent).Where(c => c.Status != ConversationStatus.Archived)
            .GroupBy(c => new { c.Status, c.AwaitsPerson, Mine = c.AssignedMemberId == agent.MemberId, Free = c.AssignedMemberId == null })
            .Select(g => new { g.Key.Status, g.Key.AwaitsPerson, g.Key.Mine, g.Key.Free, Count = g.Count() }).ToListAsync(ct);
        int Sum(Func<ConversationStatus, bool, bool, bool> counts) => groups.Where(g => counts(g.Status, g.Mine, g.Free)).Sum(g => g.Count);
        return
        [
            new(InboxView.All, Sum((_, _, _) => true)),
            new(InboxView.Unassigned, Sum((status, _, free) => free && status != ConversationStatus.Resolved)),
            new(InboxView.Mine, Sum((status, mine, _) => mine && status == ConversationStatus.AgentHandling)),
            new(InboxView.Waiting, groups.Where(g => g.AwaitsPerson || g.Status == ConversationStatus.Escalated).Sum(g => g.Count)),
            new(InboxView.Ai, groups.Where(g => g is { AwaitsPerson: false, Status: ConversationStatus.Active or ConversationStatus.Waiting }).Sum(g => g.Count)),
            new(InboxView.Resolved, Sum((status, _, _) => status == ConversationStatus.Resolved)),
        ];
    }

    private IQueryable<Conversation> Holding(string words, IQueryable<Conversation> conversations, CurrentAgent agent)
    {
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        return agent.SeesContacts() ? Holding(conversations, pattern) : HoldingBesideContacts(conversations, pattern);
    }

    private IQueryable<Conversation> Holding(IQueryable<Conversation> conversations, string pattern)
    {
        var (customers, messages) = (db.Customers, db.Messages);
        return conversations.Where(c =>
            customers.Any(p => p.Id == c.CustomerId && (EF.Functions.ILike(p.Name!, pattern) || EF.Functions.ILike(p.Email!, pattern)))
            || messages.Any(m => m.ConversationId == c.Id && m.DeletedAt == null && EF.Functions.ILike(m.Content, pattern)));
    }

    /// <summary>What is hidden from the reader is not found either: letter by letter, a search would tell it.</summary>
    private IQueryable<Conversation> HoldingBesideContacts(IQueryable<Conversation> conversations, string pattern)
    {
        var customers = db.Customers.FromSql($"select * from customers where regexp_replace(regexp_replace(name, {Masking.EmailPattern}, '•', 'g'), {Masking.PhonePattern}, '•', 'g') ilike {pattern}");
        var messages = db.Messages.FromSql($"select * from messages where deleted_at is null and regexp_replace(regexp_replace(content, {Masking.EmailPattern}, '•', 'g'), {Masking.PhonePattern}, '•', 'g') ilike {pattern}");
        return conversations.Where(c => customers.Any(p => p.Id == c.CustomerId) || messages.Any(m => m.ConversationId == c.Id));
    }
}
