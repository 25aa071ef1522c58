using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Invitations;

/// <summary>Invitations over the API: the team's side, and that of whoever got a letter.</summary>
public static class InvitationRoutes
{
    public sealed record LookupRequest(string Token);

    public static void MapInvitationsApi(this IEndpointRouteBuilder routes)
    {
        var managing = routes.MapGroup("/api/v1/invitations").WithTags("Team").Requires(Permission.TeamManage);
        managing.MapGet("", async (FrontdeskDb db, TimeProvider clock, CancellationToken ct) => TypedResults.Ok(new { data = await List(db, clock.GetUtcNow(), ct) }));
        managing.MapPost("", async (InviteMember.Request body, CurrentAgent agent, InviteMember invite, TimeProvider clock, CancellationToken ct) =>
            Told(await invite.From(body, agent, ct), agent, clock, StatusCodes.Status201Created));
        managing.MapPost("/{id:guid}/resend", async (Guid id, CurrentAgent agent, ResendInvitation resend, TimeProvider clock, CancellationToken ct) =>
            Told(await resend.Handle(id, agent, ct), agent, clock));
        managing.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, RevokeInvitation revoke, CancellationToken ct) =>
            (await revoke.Handle(id, agent, ct)).AsProblem() ?? TypedResults.NoContent());

        var invited = routes.MapGroup("/api/v1/invitations").WithTags("Team").Open("the token of the letter is the proof");
        invited.MapPost("/lookup", LookUp);
        invited.MapPost("/accept", Accept);
    }

    /// <summary>The open ones, newest first.</summary>
    internal static async Task<List<InvitationView>> List(FrontdeskDb db, DateTimeOffset now, CancellationToken ct)
    {
        var members = db.Members;
        return (await db.Invitations.AsNoTracking().Where(i => i.AcceptedAt == null && i.RevokedAt == null).OrderByDescending(i => i.CreatedAt)
            .Select(i => new { Invitation = i, Inviter = members.Where(m => m.Id == i.InvitedBy).Select(m => m.User.Name).FirstOrDefault() }).ToListAsync(ct))
            .ConvertAll(row => InvitationView.Of(row.Invitation, row.Inviter, now));
    }

    private static async Task<IResult> LookUp(LookupRequest body, HttpContext http, InvitationDoor door, InvitationLimits limits, FrontdeskDb db, CancellationToken ct) =>
        await limits.Token(http) is { } wait ? Problem.Of(429, "rate_limited", "Too many tries. Wait a little and try again.", wait)
        : await door.Open(body.Token, ct) is not { } shown ? Gone()
        : TypedResults.Ok(new { shown.WorkspaceName, shown.Email, shown.Role, inviter = shown.Inviter, shown.ExpiresAt, account = await InvitedAccount.Of(shown.Email, db, ct) });

    private static async Task<IResult> Accept(AcceptInvitation.Request body, HttpContext http, AcceptInvitation accept, InvitationLimits limits, CancellationToken ct) =>
        await limits.Token(http) is { } wait ? Problem.Of(429, "rate_limited", "Too many tries. Wait a little and try again.", wait)
        : http.Features.Get<CurrentAgent>() is { KeyName: not null } ? Problem.Of(403, "not_permitted", "An API key cannot accept an invitation.")
        : await accept.From(body, http.Features.Get<CurrentAgent>(), RequestOrigin.Of(http), ct) switch
        {
            Acceptance.Joined joined => TypedResults.Json(new { joined.Member.WorkspaceId, joined.WorkspaceName, member_id = joined.Member.Id, joined.Member.Role, joined.Member.User.Email, new_account = joined.IsNew },
                Json.Options, statusCode: StatusCodes.Status201Created),
            Acceptance.Invalid invalid => Problem.Invalid(invalid.Errors),
            Acceptance.SignInFirst first => Problem.Of(401, "sign_in_first", $"{first.Email} has an account. Sign in with it, then accept."),
            Acceptance.ForAnother other => Problem.Of(409, "for_another_address", $"This invitation is for {other.Email}. Sign in with that address."),
            Acceptance.Refused refused => refused.Reason.AsProblem(),
            _ => Gone(),
        };

    private static IResult Gone() => Problem.NotFound("invitation_not_found", "This invitation was used, taken back, or has expired. Ask for a new one.");

    private static IResult Told(InvitationOutcome outcome, CurrentAgent agent, TimeProvider clock, int status = StatusCodes.Status200OK) =>
        outcome.AsProblem() ?? TypedResults.Json(InvitationView.Of(outcome.Invitation!, agent.Name, clock.GetUtcNow()), Json.Options, statusCode: status);
}
