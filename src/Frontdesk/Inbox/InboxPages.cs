using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Inbox.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Inbox;

/// <summary>The inbox's pages and the fragments that keep them true.</summary>
public static class InboxPages
{
    private const int RowsAtFirst = 50;
    private const int MostRows = 1000;

    public static void MapInboxPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/inbox").RequiresOnPage(Permission.ConversationView).WithMetadata(new UsesMicrophone());
        reading.MapGet("", (HttpContext http, CurrentAgent agent, InboxList list, FrontdeskDb db, TimeProvider clock, CancellationToken ct, string? view = null, string? q = null, int shown = RowsAtFirst) =>
            Show(http, null, agent, list, db, clock, InboxFilter.From(view, q), shown, ct)).CountsAs(Counted.Search, whenAsked: "q");
        reading.MapGet("/{id:guid}", (Guid id, HttpContext http, CurrentAgent agent, InboxList list, FrontdeskDb db, TimeProvider clock, CancellationToken ct, string? view = null, string? q = null, int shown = RowsAtFirst) =>
            Show(http, id, agent, list, db, clock, InboxFilter.From(view, q), shown, ct)).CountsAs(Counted.Search, whenAsked: "q");
        reading.MapGet("/rows/{id:guid}", Row);
        reading.MapGet("/{id:guid}/updates", Updates);
        reading.MapGet("/{id:guid}/earlier", Earlier);

        var acting = pages.MapGroup("/inbox/{id:guid}").RequiresOnPage(Permission.ConversationReply).DisableAntiforgery();
        acting.MapPost("/takeover", async (Guid id, HttpContext http, CurrentAgent agent, TakeOver takeOver, CancellationToken ct) => Back(id, await takeOver.Handle(id, new(), agent, ct), http));
        acting.MapPost("/return-to-ai", async (Guid id, HttpContext http, CurrentAgent agent, ReturnToAi returning, CancellationToken ct) => Back(id, await returning.Handle(id, agent, ct), http));
        acting.MapPost("/resolve", async (Guid id, HttpContext http, CurrentAgent agent, Resolve resolve, CancellationToken ct) => Back(id, await resolve.Handle(id, agent, ct), http));
        acting.MapPost("/reopen", async (Guid id, HttpContext http, CurrentAgent agent, Reopen reopen, CancellationToken ct) => Back(id, await reopen.Handle(id, agent, ct), http));
        acting.MapPost("/archive", async (Guid id, HttpContext http, CurrentAgent agent, Archive archive, CancellationToken ct) => Back(id, await archive.Handle(id, agent, ct), http));
        acting.MapPost("/messages", Say);
        acting.MapPost("/messages/{messageId:guid}/edit", async (Guid id, Guid messageId, [FromForm] string? content, HttpContext http, CurrentAgent agent, EditMessage edit, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
            await Changed(id, messageId, await edit.Handle(id, messageId, new EditMessage.Request(Platform.Text.CleanText.Of(content ?? "").Trim()), agent, ct), http, agent, db, clock, ct));
        acting.MapPost("/messages/{messageId:guid}/delete", async (Guid id, Guid messageId, HttpContext http, CurrentAgent agent, DeleteMessage delete, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
            await Changed(id, messageId, await delete.Handle(id, messageId, agent, ct), http, agent, db, clock, ct));
    }

    private static async Task<IResult> Show(
        HttpContext http, Guid? id, CurrentAgent agent, InboxList list, FrontdeskDb db, TimeProvider clock, InboxFilter filter, int shown, CancellationToken ct)
    {
        var open = id is { } wanted ? await ShowConversation.Find(wanted, agent, db, clock, ct) : null;
        if (id is not null && open is null)
        {
            return TypedResults.NotFound();
        }

        if (open is { Row.Unread: > 0 } && !IsPrefetch(http.Request))
        {
            await MarkRead.Handle(open.Row.Id, new MarkRead.Request(open.Seq), agent, db, clock, ct);
        }

        shown = Math.Clamp(shown, RowsAtFirst, MostRows);
        var rows = await list.Rows(filter, shown + 1, agent, ct);
        return Page<InboxPage>(new
        {
            Rows = (IReadOnlyList<ConversationRow>)[.. rows.Take(shown)],
            Filter = filter,
            Counts = (IReadOnlyList<InboxViewCount>)await list.Counts(agent, ct),
            Open = open,
            Setup = open is null && rows.Count == 0 ? await SetupState.Of(agent, db, ct) : null,
            MoreHref = rows.Count > shown ? filter.Href(id) + (filter.Href(id).Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"shown={shown + RowsAtFirst}" : null,
        });
    }

    private static async Task<RazorComponentResult<RowStream>> Row(Guid id, CurrentAgent agent, InboxList list, CancellationToken ct, string? view = null, string? q = null)
    {
        var filter = InboxFilter.From(view, q);
        return Stream<RowStream>(new { Id = id, Row = await list.Row(id, filter, agent, ct), Filter = filter, Counts = (IReadOnlyList<InboxViewCount>)await list.Counts(agent, ct) });
    }

    /// <summary>What is newer than the page: messages after one counter, log lines after the other.</summary>
    private static async Task<IResult> Updates(
        Guid id, HttpContext http, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct, long after = 0, [FromQuery(Name = "changed_after")] long changedAfter = 0)
    {
        if (await ShowConversation.Find(id, agent, db, clock, ct) is not { } conversation)
        {
            return TypedResults.NotFound();
        }

        if (conversation.Row.Unread > 0)
        {
            await MarkRead.Handle(id, new MarkRead.Request(conversation.Seq), agent, db, clock, ct);
        }

        return Stream<MessagesStream>(new
        {
            Conversation = conversation with
            {
                Messages = [.. conversation.Messages.Where(m => m.Seq > after || m.Change > changedAfter)],
                Events = [.. conversation.Events.Where(e => e.Change > changedAfter)],
            },
            After = after,
            Filter = new InboxFilter(),
        });
    }

    private static async Task<IResult> Earlier(Guid id, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct, long before = long.MaxValue) =>
        await ShowConversation.FindBefore(id, before, agent, db, clock, ct) is { } conversation
            ? Stream<EarlierStream>(new { Conversation = conversation })
            : TypedResults.NotFound();

    private static async Task<IResult> Say(
        Guid id, [FromForm(Name = "client_message_id")] Guid? clientMessageId, [FromForm] string? content, HttpContext http, CurrentAgent agent, SayAsAgent say, CancellationToken ct)
    {
        var answer = await say.Handle(id, new SayAsAgent.Request(Platform.Text.CleanText.Of(content ?? ""), clientMessageId), agent, ct);
        return answer is ProblemHttpResult problem && http.Request.AcceptsStream() ? TypedResults.Text(problem.ProblemDetails.Detail, statusCode: problem.StatusCode) : Back(id, answer, http);
    }

    /// <summary>The message in its place as it reads now, or why it stays as it was.</summary>
    private static async Task<IResult> Changed(Guid id, Guid messageId, IResult outcome, HttpContext http, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        if (!http.Request.AcceptsStream())
        {
            return Back(id, outcome, http);
        }

        if (outcome is ProblemHttpResult problem)
        {
            return TypedResults.Text(problem.ProblemDetails.Detail, statusCode: problem.StatusCode);
        }

        return await ShowConversation.Find(id, agent, db, clock, ct) is { } conversation && conversation.Messages.FirstOrDefault(m => m.Id == messageId) is { } message
            ? Stream<ChangedMessageStream>(new { Message = message, Conversation = conversation })
            : Back(id, outcome, http);
    }

    /// <summary>To the conversation again; what was refused is said there.</summary>
    private static IResult Back(Guid id, IResult outcome, HttpContext http)
    {
        if (outcome is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            return TypedResults.NotFound();
        }

        if (outcome is ProblemHttpResult refused)
        {
            Flash.Leave(http, refused.ProblemDetails.Detail ?? "This is not possible now.", Meaning.Warning);
        }

        return SeeOther($"/inbox/{id}");
    }

    /// <summary>Turbo fetches a page ahead when the pointer rests on its link; nobody has read it then.</summary>
    private static bool IsPrefetch(HttpRequest request) => request.Headers["X-Sec-Purpose"] == "prefetch" || request.Headers["Sec-Purpose"] == "prefetch";
}
