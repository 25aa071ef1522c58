using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files.Pictures;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Proofs;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Profile;

/// <summary>One's own account over the API.</summary>
public static class ProfileRoutes
{
    public sealed record PasswordRequest(string CurrentPassword, string NewPassword);
    public sealed record EmailRequest(string Email, string Password);

    // Up to here the rest of a refused upload is still read, so that its sender sees the words and not a broken connection.
    internal static readonly object[] PictureLimits = [new RequestSizeLimitAttribute(4 * Images.MostBytes), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = 4 * Images.MostBytes }];

    public static void MapProfileApi(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/v1/me").WithTags("Profile").RequiresSignIn();
        me.MapGet("", Show);
        me.MapPatch("", Change);
        me.MapPost("/avatar", UseAvatar).DisableAntiforgery().WithMetadata(PictureLimits);
        me.MapDelete("/avatar", RemoveAvatar);
        me.MapPost("/password", UsePassword);
        me.MapPost("/email", UseEmail);
        routes.MapGet("/avatars/{file}", (string file, HttpContext http, PublicPictures pictures) => pictures.Show(file, http))
            .Open("visitors see who talks to them").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        TypedResults.Ok(ProfileView.Of(await db.Users.AsNoTracking().SingleAsync(u => u.Id == agent.UserId, ct)));

    private static async Task<IResult> Change(ProfileRequest body, CurrentAgent agent, ChangeProfile change, CancellationToken ct)
    {
        var (profile, errors) = await change.From(body, agent, ct);
        return errors is null ? TypedResults.Ok(profile) : Problem.Invalid(errors);
    }

    private static async Task<IResult> UseAvatar(IFormFile? file, CurrentAgent agent, Avatars avatars, CancellationToken ct)
    {
        if (file is null)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "invalid_request", "Send the picture as multipart field \"file\".");
        }

        await using var upload = file.OpenReadStream();
        var (profile, reason) = await avatars.Use(upload, agent, ct);
        return profile is null ? Problem.Of(StatusCodes.Status422UnprocessableEntity, "picture_refused", reason!) : TypedResults.Ok(profile);
    }

    private static async Task<IResult> RemoveAvatar(CurrentAgent agent, Avatars avatars, CancellationToken ct)
    {
        await avatars.Remove(agent, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> UsePassword(PasswordRequest body, CurrentAgent agent, ChangePassword change, CancellationToken ct) =>
        await change.To(body.NewPassword, body.CurrentPassword, agent, ct) is { Any: true } errors ? Problem.Invalid(errors) : TypedResults.NoContent();

    private static async Task<IResult> UseEmail(EmailRequest body, HttpContext http, CurrentAgent agent, ChangeEmail change, CancellationToken ct) =>
        await change.To(body.Email, body.Password, agent, http, ct) switch
        {
            ({ } errors, _) => Problem.Invalid(errors),
            (_, { } wait) => Problem.Of(StatusCodes.Status429TooManyRequests, "rate_limited", "Too many mails were asked for. Wait a little and try again.", wait),
            _ => TypedResults.Accepted((string?)null, ProofRoutes.VerificationSent),
        };
}
