using Frontdesk.Platform.Database;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Profile.Pages;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Profile;

/// <summary>One's own account: who one is to visitors, the address and the password.</summary>
public static class ProfilePages
{
    private const string Home = "/account";

    public static void MapProfilePages(this IEndpointRouteBuilder pages)
    {
        var account = pages.MapGroup(Home).RequiresSignInOnPage().DisableAntiforgery();
        account.MapGet("", (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(agent, db, profile => new { Profile = profile, Values = ProfileValues.Of(profile) }, ct, StatusCodes.Status200OK));
        account.MapPost("", Save);
        account.MapPost("/avatar", UseAvatar).WithMetadata(ProfileRoutes.PictureLimits);
        account.MapPost("/avatar/delete", RemoveAvatar);
        account.MapPost("/password", UsePassword);
        account.MapPost("/email", UseEmail);
    }

    private static async Task<IResult> Save(
        [FromForm(Name = "first_name")] string? first, [FromForm(Name = "last_name")] string? last, [FromForm] string? title, [FromForm] string? phone,
        [FromForm] string? timezone, [FromForm] string? language, HttpContext http, CurrentAgent agent, ChangeProfile change, FrontdeskDb db, CancellationToken ct)
    {
        var request = new ProfileRequest(first ?? "", last ?? "", title ?? "", phone ?? "", timezone, language);
        var (_, errors) = await change.From(request, agent, ct);
        if (errors is not null)
        {
            var values = new ProfileValues(first ?? "", last ?? "", title ?? "", phone ?? "", timezone ?? "", language ?? "");
            return await Show(agent, db, profile => new { Profile = profile, Values = values, Errors = errors.OnForm() }, ct);
        }

        return Done(http, "Your profile is saved.");
    }

    private static async Task<IResult> UseAvatar(IFormFile? file, HttpContext http, CurrentAgent agent, Avatars avatars, FrontdeskDb db, CancellationToken ct)
    {
        var reason = "Choose a picture first.";
        if (file is not null)
        {
            await using var upload = file.OpenReadStream();
            (_, reason) = await avatars.Use(upload, agent, ct);
        }

        return reason is null
            ? Done(http, "This is your new picture.")
            : await Show(agent, db, profile => new { Profile = profile, Values = ProfileValues.Of(profile), PictureError = reason }, ct);
    }

    private static async Task<IResult> RemoveAvatar(HttpContext http, CurrentAgent agent, Avatars avatars, CancellationToken ct)
    {
        await avatars.Remove(agent, ct);
        return Done(http, "Your picture is gone.");
    }

    private static async Task<IResult> UsePassword(
        [FromForm(Name = "current_password")] string? current, [FromForm(Name = "new_password")] string? fresh,
        HttpContext http, CurrentAgent agent, ChangePassword change, FrontdeskDb db, CancellationToken ct) =>
        await change.To(fresh ?? "", current ?? "", agent, ct) is { Any: true } errors
            ? await Show(agent, db, profile => new { Profile = profile, Values = ProfileValues.Of(profile), PasswordErrors = errors.OnForm() }, ct)
            : Done(http, "Your password is changed. You are signed out everywhere else.");

    private static async Task<IResult> UseEmail(
        [FromForm] string? email, [FromForm(Name = "email_password")] string? password,
        HttpContext http, CurrentAgent agent, ChangeEmail change, FrontdeskDb db, CancellationToken ct)
    {
        var (errors, wait) = await change.To(email ?? "", password ?? "", agent, http, ct);
        if (errors is null && wait is null)
        {
            return Done(http, $"Look into the mail of {email}: the link in it makes the change.");
        }

        var shown = errors?.OnForm() ?? new FormErrors { ["email"] = "Too many mails were asked for. Wait a little and try again." };
        return await Show(agent, db, profile => new { Profile = profile, Values = ProfileValues.Of(profile), EmailErrors = shown, NewEmail = email }, ct);
    }

    private static async Task<IResult> Show(CurrentAgent agent, FrontdeskDb db, Func<ProfileView, object> parameters, CancellationToken ct, int status = StatusCodes.Status422UnprocessableEntity) =>
        Page<AccountPage>(parameters(ProfileView.Of(await db.Users.AsNoTracking().SingleAsync(u => u.Id == agent.UserId, ct))), status);

    private static IResult Done(HttpContext http, string words)
    {
        Flash.Leave(http, words);
        return SeeOther(Home);
    }
}
