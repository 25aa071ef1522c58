using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Security;

/// <summary>What a workspace asks of those who enter it, over the API.</summary>
public static class SecurityRoutes
{
    /// <param name="SignInMethods">Empty where all are allowed.</param>
    /// <param name="IpRanges">Empty where every address is allowed.</param>
    /// <param name="SessionHours">Null where sessions end after 30 days of rest alone.</param>
    public sealed record SecurityPolicyView(bool RequireSecondFactor, IReadOnlyList<string> SignInMethods, IReadOnlyList<string> IpRanges, int? SessionHours)
    {
        public static SecurityPolicyView Of(SecurityPolicy policy) => new(policy.RequireSecondFactor, policy.SignInMethods, policy.IpRanges, policy.SessionHours);
    }

    public static void MapSecurityApi(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/api/v1/security-policy").WithTags("Security").Requires(Permission.SecurityManage);
        policy.MapGet("", async (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
            TypedResults.Ok(SecurityPolicyView.Of((await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct)).Security)));
        policy.MapPatch("", Change);
    }

    private static async Task<IResult> Change(SecurityPolicyRequest body, CurrentAgent agent, HttpContext http, ChangeSecurityPolicy change, CancellationToken ct) =>
        await change.To(body, agent, http.Connection.RemoteIpAddress, ct) switch
        {
            { Errors: { } errors } => Problem.Invalid(errors),
            { Refused: { } refused } => refused.AsProblem(),
            var changed => TypedResults.Ok(SecurityPolicyView.Of(changed.Policy!)),
        };
}
