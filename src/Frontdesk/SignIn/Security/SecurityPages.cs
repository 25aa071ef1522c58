using System.Globalization;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Security.Pages;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Security;

/// <summary>What stands in the form.</summary>
/// <param name="Methods">Those that are ticked.</param>
/// <param name="IpRanges">One a line.</param>
/// <param name="SessionHours">As typed; empty for no bound.</param>
public sealed record SecurityForm(bool RequireSecondFactor, IReadOnlyList<string> Methods, string IpRanges, string SessionHours)
{
    public static readonly string[] AllMethods = [SignInMethods.Password, SignInMethods.Google, SignInMethods.Microsoft, SignInMethods.Sso];

    public static SecurityForm Of(SecurityPolicy policy) => new(
        policy.RequireSecondFactor, policy.SignInMethods.Count == 0 ? AllMethods : policy.SignInMethods, string.Join('\n', policy.IpRanges), policy.SessionHours?.ToString(CultureInfo.InvariantCulture) ?? "");

    public static SecurityForm Read(IFormCollection form) => new(
        form["require_second_factor"] == "true", [.. form["sign_in_methods"].Select(m => m ?? "")], form["ip_ranges"].ToString(), form["session_hours"].ToString().Trim());

    /// <summary>All methods ticked is the same as no list: what comes later is allowed too.</summary>
    public SecurityPolicyRequest AsRequest() => new(
        RequireSecondFactor,
        AllMethods.All(Methods.Contains) ? [] : [.. Methods],
        IpRanges.Split(['\n', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
    {
        SessionHours = JsonSerializer.SerializeToElement(SessionHours.Length == 0 ? (int?)null : int.TryParse(SessionHours, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : 0),
    };
}

/// <summary>Where an owner or admin says what entering the workspace takes.</summary>
public static class SecurityPages
{
    public const string Path = "/settings/security";

    public static void MapSecurityPages(this IEndpointRouteBuilder pages)
    {
        var settings = pages.MapGroup(Path).RequiresOnPage(Permission.SecurityManage).DisableAntiforgery();
        settings.MapGet("", async (CurrentAgent agent, HttpContext http, FrontdeskDb db, CancellationToken ct) =>
            Page<SecurityPage>(new { Values = SecurityForm.Of((await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct)).Security), OwnAddress = OwnAddress(http) }));
        settings.MapPost("", Save);
    }

    private static async Task<IResult> Save(HttpContext http, CurrentAgent agent, ChangeSecurityPolicy change, CancellationToken ct)
    {
        var form = SecurityForm.Read(http.Request.Form);
        if (form.Methods.Count == 0)
        {
            return Again(form, new FormErrors { ["sign_in_methods"] = "Leave at least one way to sign in." }, http, StatusCodes.Status422UnprocessableEntity);
        }

        var changed = await change.To(form.AsRequest(), agent, http.Connection.RemoteIpAddress, ct);
        if (changed.Policy is null)
        {
            return changed.Refused is { } refused
                ? Again(form, new FormErrors { [""] = refused.Detail }, http, StatusCodes.Status409Conflict)
                : Again(form, changed.Errors!.OnForm(), http, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, "Saved. It holds from now on; sessions that do not fit were ended.");
        return SeeOther(Path);
    }

    private static IResult Again(SecurityForm form, FormErrors errors, HttpContext http, int status) =>
        Page<SecurityPage>(new { Values = form, Errors = errors, OwnAddress = OwnAddress(http) }, status);

    private static string OwnAddress(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";
}
