using Frontdesk.Platform.Http;

namespace Frontdesk.Team.Invitations;

/// <summary>How many letters a workspace sends, and how many tokens an address tries; the numbers are in <see cref="RateRules"/>.</summary>
public sealed class InvitationLimits(RateWindows windows)
{
    public async Task<TimeSpan?> Letter(Guid workspaceId) => await windows.Take(RateRules.Invitation, workspaceId.ToString(), CancellationToken.None);

    public async Task<TimeSpan?> Token(HttpContext http) => await windows.Take(RateRules.InvitationToken, ClientAddress.Of(http), http.RequestAborted);
}
