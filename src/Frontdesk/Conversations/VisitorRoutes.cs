using Frontdesk.Conversations.Live;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>The visitor's HTTP side, as docs/api/realtime.md promises it. The socket calls the same use cases.</summary>
public static class VisitorRoutes
{
    public sealed record PageContext(string? PageUrl = null, string? PageTitle = null, string? Referrer = null, string? Language = null, string? Timezone = null);
    public sealed record SendRequest(string AppKey, string Fingerprint, Guid ClientMessageId, string Content, Guid? SessionId = null, PageContext? Context = null);
    public sealed record SendAnswer(Guid SessionId, Guid ConversationId, string? VisitorToken, MessageView Message);
    public sealed record ConversationRequest(Guid ConversationId);
    public sealed record RatingRequest(Guid ConversationId, int Score, string? Comment = null);
    public sealed record NpsRequest(Guid ConversationId, int Score);
    public sealed record TypingRequest(Guid ConversationId, bool Typing = true);
    public sealed record ReadRequest(Guid ConversationId, long Seq);
    public sealed record ContextRequest(Guid ConversationId, string? PageUrl = null, string? PageTitle = null, string? Referrer = null, string? Language = null, string? Timezone = null);

    public static void MapVisitorChat(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/public/chat").WithTags("Visitor chat").RequireCors(WidgetCors.Policy);
        chat.MapPost("/message", Send).OpenToVisitors("a chatbot's public key from an allowed website begins a session");
        var own = chat.MapGroup("").ForVisitors().AddEndpointFilter(RequireVisitor);
        own.MapGet("/history/{sessionId:guid}", ReadHistory.Handle);
        own.MapPost("/escalate", (ConversationRequest body, CurrentVisitorOf visitor, AskForPerson ask, CancellationToken ct) => ask.Handle(body.ConversationId, visitor, ct));
        own.MapPost("/end", (ConversationRequest body, CurrentVisitorOf visitor, EndConversation end, CancellationToken ct) => end.Handle(body.ConversationId, visitor, ct));
        own.MapPost("/rating", (RatingRequest body, CurrentVisitorOf visitor, RateConversation rate, CancellationToken ct) => rate.Handle(body.ConversationId, body.Score, body.Comment, visitor, ct));
        own.MapPost("/nps", (NpsRequest body, CurrentVisitorOf visitor, RecommendCompany recommend, CancellationToken ct) => recommend.Handle(body.ConversationId, body.Score, visitor, ct));
        own.MapPost("/typing", ShowTyping);
        own.MapPost("/read", MarkRead);
        own.MapPost("/context", KeepContext);
    }

    /// <summary>The first message opens a conversation, any other goes into the session's latest one.</summary>
    private static async Task<IResult> Send(
        SendRequest body, HttpContext http, VisitorAccess access, OpenConversation open, ReceiveMessage receive, VisitorLimits limits, FrontdeskDb db, Tenant tenant, CancellationToken ct)
    {
        var (chatbot, problem) = await access.Chatbot(body.AppKey, http.Request, ct);
        if (chatbot is null)
        {
            return problem!;
        }

        if (ReceiveMessage.Refuse(body.Content) is { } bad)
        {
            return bad.AsProblem();
        }

        if (body.Fingerprint.Length is < 8 or > 100)
        {
            return Problem.Of(400, "invalid_request", "A fingerprint is the visitor's own id of 8 to 100 characters.");
        }

        var visitor = await access.ByRequest(http.Request);
        if (visitor is not null && (visitor.ChatbotId != chatbot.Id || body.SessionId is { } asked && asked != visitor.SessionId))
        {
            return Problem.Of(401, "token_invalid", "This token belongs to another session. Send the message without it to start a new one.");
        }

        tenant.Bind(chatbot.WorkspaceId);
        string? token = null;
        if (await Latest(db, visitor, ct) is not { } conversationId)
        {
            if (await limits.Opening(chatbot.Id, body.Fingerprint, http.Connection.RemoteIpAddress?.ToString(), ct) is { } wait)
            {
                return MessageRefused.TooFast(wait).AsProblem();
            }

            if (await open.For(chatbot, visitor, body.Fingerprint, body.ClientMessageId, Context(new VisitorContext(), body.Context, http.Request), ct) is not { } opening)
            {
                return Problem.Of(409, "not_allowed_now", "This first message was stored long ago. Start a new conversation with a new client_message_id.");
            }

            (visitor, conversationId, token) = (opening.Visitor, opening.ConversationId, opening.NewToken);
        }

        var (stored, landed, refused) = await receive.From(visitor!, conversationId, body.ClientMessageId, body.Content, ct);
        return refused is not null
            ? refused.AsProblem()
            : TypedResults.Ok(new SendAnswer(visitor!.SessionId, landed, token ?? BearerOf(http.Request), Sent(stored!, landed, visitor, body)));
    }

    private static MessageView Sent(Appended stored, Guid conversationId, CurrentVisitor visitor, SendRequest body) => new(
        stored.Id, conversationId, stored.Seq, body.ClientMessageId, stored.CreatedAt, new SenderView(SenderType.Customer, visitor.VisitorId, "Visitor"), body.Content, [], null, false, null, null, 0);

    private static async Task<Guid?> Latest(FrontdeskDb db, CurrentVisitor? visitor, CancellationToken ct) =>
        visitor is null ? null : await db.Conversations.AsNoTracking().OwnedBy(visitor).OrderByDescending(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);

    private static async Task<IResult> ShowTyping(TypingRequest body, CurrentVisitorOf visitor, FrontdeskDb db, ISignals signals, VisitorLimits limits, CancellationToken ct)
    {
        if (!await db.Conversations.OwnedBy(visitor).AnyAsync(c => c.Id == body.ConversationId, ct))
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (limits.Typing(((CurrentVisitor)visitor).VisitorId))
        {
            signals.Publish(TypingSignal.Of(body.ConversationId, SenderType.Customer, "Visitor", body.Typing));
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> MarkRead(ReadRequest body, CurrentVisitorOf visitor, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
        await Conversations.MarkRead.By(visitor, body.ConversationId, body.Seq, db, clock, ct) ? TypedResults.NoContent() : Problem.NotFound("conversation_not_found");

    private static async Task<IResult> KeepContext(ContextRequest body, HttpContext http, CurrentVisitorOf visitor, FrontdeskDb db, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.OwnedBy(visitor), body.ConversationId, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        conversation.SeenOn(Context(conversation.Context, new PageContext(body.PageUrl, body.PageTitle, body.Referrer, body.Language, body.Timezone), http.Request));
        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.NoContent();
    }

    private static VisitorContext Context(VisitorContext known, PageContext? said, HttpRequest request) =>
        known.With(said?.PageUrl, said?.PageTitle, said?.Referrer, said?.Language, said?.Timezone, request.Headers.UserAgent);

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 7 } header ? header["Bearer ".Length..] : null;

    /// <summary>Every route but the first message needs a token, and a browser must come from an allowed website.</summary>
    private static async ValueTask<object?> RequireVisitor(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.Arguments.OfType<CurrentVisitorOf>().Single().Refusal is { } refusal ? refusal : await next(invocation);
}
