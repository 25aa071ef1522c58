using System.Text.RegularExpressions;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Profile;

/// <summary>What somebody changes about themselves; null leaves a field as it is, empty takes the optional ones away.</summary>
public sealed partial record ProfileRequest(
    string? FirstName = null, string? LastName = null, string? Title = null, string? Phone = null, string? Timezone = null, string? Language = null)
{
    public Errors Check() => new Errors()
        .Unless(FirstName is null || IsName(FirstName), "first_name", "Your first name has 1 to 50 characters.")
        .Unless(LastName is null || IsName(LastName), "last_name", "Your last name has 1 to 50 characters.")
        .Unless(Title is null || IsLine(Title, 100), "title", "Your title has at most 100 characters.")
        .Unless(string.IsNullOrWhiteSpace(Phone) || Phone.Length <= 50 && Number().IsMatch(Phone.Trim()), "phone", "Write the phone number as +49 30 123456, at most 50 characters.")
        .Unless(Timezone is null || Places.IsZone(Timezone), "timezone", "Choose a time zone such as Europe/Berlin.")
        .Unless(Language is null || Places.Languages.ContainsKey(Language), "language", "Choose one of the languages.");

    private static bool IsName(string name) => name.Trim().Length is >= 1 and <= 50 && !name.Any(char.IsControl);

    private static bool IsLine(string text, int most) => text.Trim().Length <= most && !text.Any(char.IsControl);

    [GeneratedRegex(@"\A[0-9+(][0-9 ()./+-]*[0-9]( ?(x|ext\.?) ?[0-9]+)?\z")]
    private static partial Regex Number();
}

/// <summary>Changes what the asking member says of themselves; visitors see name, title and picture.</summary>
public sealed class ChangeProfile(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(ProfileView? Profile, Errors? Errors)> From(ProfileRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (request.Check() is { Any: true } errors)
        {
            return (null, errors);
        }

        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        var before = Shown(user);
        user.Rename(request.FirstName?.Trim() ?? user.FirstName, request.LastName?.Trim() ?? user.LastName);
        user.Describe(
            request.Title is null ? user.Title : CleanText.Optional(request.Title, 100),
            request.Phone is null ? user.Phone : CleanText.Optional(request.Phone, 50),
            request.Timezone ?? user.Timezone,
            request.Language ?? user.Language);
        if (Shown(user) is var after && after != before)
        {
            db.Record(AuditEntry.By(agent, "user.profile_changed", user.Id, user.Name, clock.GetUtcNow(), before, after));
        }

        await db.SaveChangesAsync(ct);
        return (ProfileView.Of(user), null);
    }

    private static ProfileRequest Shown(User user) => new(user.FirstName, user.LastName, user.Title, user.Phone, user.Timezone, user.Language);
}
