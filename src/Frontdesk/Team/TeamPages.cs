using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team.Invitations;
using Frontdesk.Team.Members;
using Frontdesk.Team.Pages;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Team;

/// <summary>The team, one member of it, and the roles.</summary>
public static class TeamPages
{
    private const string Team = "/settings/team";

    public static void MapTeamPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/settings").RequiresOnPage(Permission.TeamView);
        reading.MapGet("/team", List);
        reading.MapGet("/team/{id:guid}", (Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(id, null, null, agent, db, ct));
        reading.MapGet("/roles", Roles);
        pages.MapPost("/settings/team/leave", Leave).RequiresSignInOnPage().DisableAntiforgery();

        var managing = pages.MapGroup(Team).RequiresOnPage(Permission.TeamManage).DisableAntiforgery();
        managing.MapGet("/invite", (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => InviteForm(null, new PlaceValues("agent", false, [], []), null, agent, db, ct));
        managing.MapPost("/invite", Invite);
        managing.MapPost("/{id:guid}", Change);
        managing.MapPost("/{id:guid}/deactivate", async (Guid id, HttpContext http, CurrentAgent agent, DeactivateMember deactivate, FrontdeskDb db, CancellationToken ct) =>
            await Done(id, await deactivate.Handle(id, agent, ct), member => $"{member.User.Name} is signed out and stays out.", $"{Team}/{id}", http, agent, db, ct));
        managing.MapPost("/{id:guid}/reactivate", async (Guid id, HttpContext http, CurrentAgent agent, ReactivateMember reactivate, FrontdeskDb db, CancellationToken ct) =>
            await Done(id, await reactivate.Handle(id, agent, ct), member => $"{member.User.Name} can sign in again.", $"{Team}/{id}", http, agent, db, ct));
        managing.MapPost("/{id:guid}/remove", async (Guid id, HttpContext http, CurrentAgent agent, RemoveMember remove, FrontdeskDb db, CancellationToken ct) =>
            await Done(id, await remove.Handle(id, agent, ct), member => $"{member.User.Name} is not in the workspace any more.", id == agent.MemberId ? "/sign-in" : Team, http, agent, db, ct));
        managing.MapPost("/invitations/{id:guid}/resend", async (Guid id, HttpContext http, CurrentAgent agent, ResendInvitation resend, CancellationToken ct) =>
            Answered(await resend.Handle(id, agent, ct), invitation => $"A new letter is on its way to {invitation.Email}.", http));
        managing.MapPost("/invitations/{id:guid}/revoke", async (Guid id, HttpContext http, CurrentAgent agent, RevokeInvitation revoke, CancellationToken ct) =>
            Answered(await revoke.Handle(id, agent, ct), invitation => $"The invitation to {invitation.Email} is taken back.", http));
    }

    private static async Task<IResult> List(CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct, string? role = null, string? status = null, string? q = null)
    {
        static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        var filter = new MemberFilter(Given(role), Given(status), Given(q));
        var members = await MemberRoutes.Listed(filter, db).ToListAsync(ct);
        return Page<TeamPage>(new
        {
            Members = (IReadOnlyList<MemberView>)members.ConvertAll(m => MemberView.Of(m, agent)),
            Invitations = (IReadOnlyList<InvitationView>)(agent.May(Permission.TeamManage) ? await InvitationRoutes.List(db, clock.GetUtcNow(), ct) : []),
            Filter = filter,
        });
    }

    private static async Task<IResult> Show(Guid id, PlaceValues? typed, Errors? errors, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (await db.Members.AsNoTracking().Include(m => m.User).SingleOrDefaultAsync(m => m.Id == id, ct) is not { } member)
        {
            return TypedResults.NotFound();
        }

        return Page<MemberPage>(new
        {
            Member = MemberView.Of(member, agent),
            Values = typed ?? PlaceValues.Of(member.Place),
            Chatbots = await Chatbots(agent, db, ct),
            Errors = errors?.OnForm() ?? FormErrors.None,
            CanChange = TeamDecision.Change(agent.AsTeamActor(), new TeamSubject(member.Id, member.Place, IsLastOwner: false), member.Place) == Verdict.Allowed,
            Owners = agent.Role == Role.Owner,
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Roles(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        Page<RolesPage>(new { Exceptions = (IReadOnlyList<Member>)await RolesTable.Exceptions(db, ct), Chatbots = await Chatbots(agent, db, ct) });

    private static async Task<IResult> Change(Guid id, HttpContext http, CurrentAgent agent, ChangeMember change, FrontdeskDb db, CancellationToken ct)
    {
        var values = PlaceValues.Of(http.Request.Form);
        var outcome = await change.To(id, new PlaceRequest(values.ParsedRole, values.Grants, values.AsChatbotIds()), agent, ct);
        if (outcome.Errors is { } errors)
        {
            return await Show(id, values, errors, agent, db, ct);
        }

        return await Done(id, outcome, member => $"Saved. {member.User.Name} signs in again and works by the new rights.", Team, http, agent, db, ct);
    }

    private static async Task<IResult> Invite(HttpContext http, CurrentAgent agent, InviteMember invite, FrontdeskDb db, CancellationToken ct)
    {
        var (values, email) = (PlaceValues.Of(http.Request.Form), http.Request.Form["email"].ToString());
        if (values.ParsedRole is not { } role)
        {
            return await InviteForm(email, values, new Errors().Unless(false, "role", "Choose a role."), agent, db, ct);
        }

        var outcome = await invite.From(new InviteMember.Request(Platform.Text.CleanText.Of(email), role, values.AsChatbotIds()), agent, ct);
        return outcome.Invitation is null
            ? await InviteForm(email, values, outcome.AsErrors(), agent, db, ct)
            : Answered(outcome, invitation => $"A letter is on its way to {invitation.Email}.", http);
    }

    private static async Task<IResult> InviteForm(string? email, PlaceValues values, Errors? errors, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Page<InvitePage>(new
    {
        Email = email,
        Values = values,
        Chatbots = await Chatbots(agent, db, ct),
        Owners = agent.Role == Role.Owner,
        Errors = errors?.OnForm() ?? FormErrors.None,
    }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Leave(HttpContext http, CurrentAgent agent, RemoveMember remove, FrontdeskDb db, CancellationToken ct) =>
        await Done(agent.MemberId, await remove.Handle(agent.MemberId, agent, ct), member => $"You have left {agent.WorkspaceName}.", "/sign-in", http, agent, db, ct);

    private static async Task<IResult> Done(Guid id, TeamOutcome outcome, Func<Member, string> words, string next, HttpContext http, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (outcome.Verdict != Verdict.Allowed)
        {
            return await Show(id, null, new Errors().Unless(false, "", outcome.Verdict.InWords()), agent, db, ct);
        }

        if (outcome.Member is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, words(outcome.Member));
        return SeeOther(next);
    }

    private static IResult Answered(InvitationOutcome outcome, Func<Invitation, string> words, HttpContext http)
    {
        if (outcome.Invitation is null && outcome.AsProblem() is Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, outcome.Invitation is { } invitation ? words(invitation) : outcome.AsErrors().First, outcome.Invitation is null ? Meaning.Warning : Meaning.Success);
        return SeeOther(Team);
    }

    private static async Task<IReadOnlyList<Choice>> Chatbots(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        (await db.Chatbots.AsNoTracking().VisibleTo(agent).OrderBy(c => c.CreatedAt).Select(c => new { c.Id, c.Name }).ToListAsync(ct)).ConvertAll(c => new Choice(c.Id.ToString(), c.Name));
}
