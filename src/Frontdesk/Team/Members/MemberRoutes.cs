using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Members;

/// <summary>The team over the API.</summary>
public static class MemberRoutes
{
    public static void MapMembersApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1").WithTags("Team").Requires(Permission.TeamView);
        reading.MapGet("/members", List);
        reading.MapGet("/members/{id:guid}", Show);
        reading.MapGet("/roles", RolesTable.Handle);

        var managing = routes.MapGroup("/api/v1/members/{id:guid}").WithTags("Team").Requires(Permission.TeamManage);
        managing.MapPatch("", async (Guid id, PlaceRequest body, CurrentAgent agent, ChangeMember change, CancellationToken ct) => Told(await change.To(id, body, agent, ct), agent));
        managing.MapPost("/deactivate", async (Guid id, CurrentAgent agent, DeactivateMember deactivate, CancellationToken ct) => Told(await deactivate.Handle(id, agent, ct), agent));
        managing.MapPost("/reactivate", async (Guid id, CurrentAgent agent, ReactivateMember reactivate, CancellationToken ct) => Told(await reactivate.Handle(id, agent, ct), agent));
        managing.MapDelete("", async (Guid id, CurrentAgent agent, RemoveMember remove, CancellationToken ct) => (await remove.Handle(id, agent, ct)).AsProblem() ?? TypedResults.NoContent());
        routes.MapPost("/api/v1/members/leave", async (CurrentAgent agent, RemoveMember remove, CancellationToken ct) =>
            (await remove.Handle(agent.MemberId, agent, ct)).AsProblem() ?? TypedResults.NoContent()).WithTags("Team").RequiresSignIn();
    }

    private static async Task<IResult> List(CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? role = null, string? status = null, string? q = null) =>
        TypedResults.Ok(new { data = (await Listed(new MemberFilter(role, status, q), db).ToListAsync(ct)).ConvertAll(m => MemberView.Of(m, agent)) });

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Members.AsNoTracking().Include(m => m.User).SingleOrDefaultAsync(m => m.Id == id, ct) is { } member
            ? TypedResults.Ok(MemberView.Of(member, agent))
            : Problem.NotFound("member_not_found");

    /// <summary>Oldest first.</summary>
    internal static IQueryable<Member> Listed(MemberFilter filter, FrontdeskDb db) =>
        filter.Of(db.Members.AsNoTracking().Include(m => m.User)).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(1000);

    private static IResult Told(TeamOutcome outcome, CurrentAgent agent) => outcome.AsProblem() ?? TypedResults.Ok(MemberView.Of(outcome.Member!, agent));
}
