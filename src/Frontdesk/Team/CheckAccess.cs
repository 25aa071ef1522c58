using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;

namespace Frontdesk.Team;

/// <summary>
/// Checks before anything of the request is read: 401 or the sign-in page for nobody, 403 for somebody who may not. An
/// endpoint without a rule answers 403 to all.
/// </summary>
public sealed class CheckAccess(RequestDelegate next)
{
    public const string SecondFactorPage = "/account/two-factor";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(http); // nothing is there, or the router itself refuses the method or the media type
        }

        var agent = http.Features.Get<CurrentAgent>();
        if (agent is { ActsOnlyHere: true } && endpoint.Metadata.GetMetadata<OverTheAccount>() is not null)
        {
            return Problem.Of(403, "sso_session", "You signed in through your company, which reaches this workspace alone. Sign in with your own password to change your account.").ExecuteAsync(http);
        }

        return endpoint.Rule() switch
        {
            OpenToAll or OpenToVisitors or VisitorOnly => next(http),
            RequiredPermission { OnPage: false } rule when agent?.IsBeyondLimit(rule.Permission) == true =>
                Problem.Of(403, "not_permitted", "You work with chosen chatbots, so you cannot create another one. Ask an owner or admin to create it.").ExecuteAsync(http),
            RequiredPermission rule => Check(http, agent, rule.OnPage, agent?.May(rule.Permission) == true),
            SignedIn rule => Check(http, agent, rule.OnPage, agent?.KeyName is null, rule.BeforeSecondFactor),
            InstallationOnly rule => Check(http, agent, rule.OnPage, agent is { IsSuperAdmin: true, KeyName: null }),
            _ => Problem.Of(403, "not_permitted", "Nobody has said who may call this address.").ExecuteAsync(http),
        };
    }

    private Task Check(HttpContext http, CurrentAgent? agent, bool onPage, bool may, bool beforeSecondFactor = false) => agent switch
    {
        null when onPage => Platform.Layout.Pages.SeeOther("/sign-in?return_to=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)).ExecuteAsync(http),
        null => Problem.Of(401, "not_signed_in", "Sign in first.").ExecuteAsync(http),
        { Standing: Standing.NeedsSecondFactor } when onPage && !beforeSecondFactor => Platform.Layout.Pages.SeeOther(SecondFactorPage).ExecuteAsync(http),
        { Standing: Standing.NeedsSecondFactor } when !beforeSecondFactor =>
            Problem.Of(403, "second_factor_required", "This workspace asks for a second factor. Set one up under Account, Two-factor sign-in.").ExecuteAsync(http),
        _ when may => next(http),
        _ when onPage => Results.StatusCode(StatusCodes.Status403Forbidden).ExecuteAsync(http),
        { KeyName: not null } => Problem.Of(403, "not_permitted", "This API key has no scope for this, or its maker's role does not allow it.").ExecuteAsync(http),
        _ => Problem.Of(403, "not_permitted", "Your role does not allow this. Ask an owner or admin of the workspace.").ExecuteAsync(http),
    };
}
