using Frontdesk.Platform.Database;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>The installation's notice for all who are signed in; and for who runs it, that a password alone is too little.</summary>
public sealed class InstallationNotices(KnownSettings settings) : IPageNotice
{
    public async ValueTask<IReadOnlyList<PageNotice>> For(HttpContext http)
    {
        if (http.Features.Get<CurrentAgent>() is not { } agent)
        {
            return [];
        }

        var notices = new List<PageNotice>();
        if ((await settings.Now(http.RequestAborted)).Notice is { Length: > 0 } notice)
        {
            notices.Add(new PageNotice(notice, Meaning.Info));
        }

        if (agent.IsSuperAdmin && !http.Request.Path.StartsWithSegments(CheckAccess.SecondFactorPage) && !await HasSecondFactor(agent, http))
        {
            notices.Add(new PageNotice("You run this installation with a password alone. Whoever learns it can suspend and delete every workspace.", Meaning.Warning, CheckAccess.SecondFactorPage, "Turn on two-factor sign-in"));
        }

        return notices;
    }

    private static Task<bool> HasSecondFactor(CurrentAgent agent, HttpContext http) =>
        http.RequestServices.GetRequiredService<FrontdeskDb>().Users.AnyAsync(u => u.Id == agent.UserId && u.TotpEnabledAt != null, http.RequestAborted);
}
