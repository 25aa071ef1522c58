using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>The list of conversations over the API, newest word first, or the queue of those who wait for a person.</summary>
public static class ListConversations
{
    private const int MostPerPage = 100;

    /// <param name="agent">Who asks.</param>
    /// <param name="db">Where they are.</param>
    /// <param name="ct">Ends with the request.</param>
    /// <param name="status">Only those of this status.</param>
    /// <param name="queue">Only those that wait for a person: first whom a silent agent has left, then whoever waits longest.</param>
    /// <param name="page">From 1.</param>
    /// <param name="limit">How many on a page, 1 to 100.</param>
    public static async Task<IResult> Handle(CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? status = null, bool queue = false, int page = 1, int limit = 20)
    {
        if (page is < 1 or > 10_000 || limit is < 1 or > MostPerPage)
        {
            return Problem.Of(400, "invalid_request", "page is 1 to 10000 and limit 1 to 100.");
        }

        var conversations = db.Conversations.AsNoTracking().VisibleTo(agent);
        if (status is not null)
        {
            if (!Enum.GetValues<ConversationStatus>().ToDictionary(s => SnakeCase.Text(s)).TryGetValue(status, out var wanted))
            {
                return Problem.Of(400, "invalid_request", "status is one of " + string.Join(", ", Enum.GetValues<ConversationStatus>().Select(s => SnakeCase.Text(s))) + ".");
            }

            conversations = conversations.Where(c => c.Status == wanted);
        }

        if (queue)
        {
            conversations = conversations.AwaitingPerson();
        }

        var total = await conversations.CountAsync(ct);
        var ordered = queue ? conversations.InQueueOrder() : conversations.OrderByDescending(c => c.LastMessageMinute).ThenByDescending(c => c.LastMessageAt);
        var rows = await ordered.Skip((page - 1) * limit).Take(limit).ToRows(agent, db, ct);
        return TypedResults.Ok(new
        {
            data = queue ? rows.InQueueOrder() : rows.OrderByDescending(r => r.LastMessageAt),
            pagination = new { page, limit, total, total_pages = (total + limit - 1) / limit },
        });
    }
}
