using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>A conversation as whoever runs the installation may read it: contact data hidden, nothing to do.</summary>
public sealed record Transcript(
    Guid ConversationId, Guid WorkspaceId, string WorkspaceName, ConversationStatus Status, DateTimeOffset CreatedAt, string Reason, IReadOnlyList<TranscriptLine> Messages);

public sealed record TranscriptLine(long Seq, SenderType Sender, string Name, string Content, DateTimeOffset At);

/// <summary>
/// Opens a conversation for a reason. The line in the workspace's own log, with the name and the reason, is stored first;
/// what is read afterwards needs that line, and only for a quarter of an hour.
/// </summary>
public sealed class ReadConversation(AcrossWorkspaces across, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Action = "conversation.read_by_installation";
    private const int MostMessages = 500;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    private sealed record Why(string Reason);

    public async Task<(Done Done, ConversationPlace? Place)> Open(Guid conversationId, string? reason, CurrentAgent admin, CancellationToken ct)
    {
        if (CleanText.Optional(reason, 500)?.Trim() is not { Length: >= 10 } because)
        {
            return (Done.Wrong("reason", "Give the reason in ten characters or more. The workspace's owner will see it."), null);
        }

        if (await across.PlaceOf(conversationId, ct) is not { } place)
        {
            return (Done.NothingThere, null);
        }

        await using var scope = ScopeOf(place.WorkspaceId, out var db);
        foreach (var log in new Guid?[] { null, place.WorkspaceId })
        {
            db.Record(AuditEntry.ByInstallation(admin, log, Action, conversationId, place.WorkspaceName, clock.GetUtcNow(), after: new { reason = because }));
        }

        await db.SaveChangesAsync(ct);
        return (Done.Well, place);
    }

    /// <summary>Null without a line of this person about this conversation in the last quarter of an hour.</summary>
    public async Task<Transcript?> Read(Guid workspaceId, Guid conversationId, CurrentAgent admin, CancellationToken ct)
    {
        await using var scope = ScopeOf(workspaceId, out var db);
        var since = clock.GetUtcNow() - Length;
        var line = await db.AuditLog.Where(e => e.WorkspaceId == workspaceId && e.ActorId == admin.UserId && e.ActorType == Team.Audit.ActorType.Installation
                && e.Action == Action && e.ResourceId == conversationId && e.At > since)
            .OrderByDescending(e => e.At).FirstOrDefaultAsync(ct);
        if (line?.After is not { } why || await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == conversationId, ct) is not { } conversation)
        {
            return null;
        }

        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId).OrderByDescending(m => m.Seq).Take(MostMessages).ToListAsync(ct);
        var company = await db.Workspaces.Select(w => w.Name).SingleAsync(ct);
        return new Transcript(conversationId, workspaceId, company, conversation.Status, conversation.CreatedAt, System.Text.Json.JsonSerializer.Deserialize<Why>(why, Json.Options)!.Reason,
            [.. messages.AsEnumerable().Reverse().Select(m => m.ToView()).Select(Masked)]);
    }

    /// <summary>Customers have no name here, and no way to reach them.</summary>
    private static TranscriptLine Masked(MessageView m) => new(
        m.Seq, m.Sender.Type, m.Sender.Type == SenderType.Customer ? "Customer" : m.Sender.Name, m.DeletedAt is null ? Masking.Text(m.Content) : "This message was deleted.", m.CreatedAt);

    private AsyncServiceScope ScopeOf(Guid workspaceId, out FrontdeskDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        return scope;
    }
}
