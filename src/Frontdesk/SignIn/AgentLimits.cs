using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.SignIn;

/// <summary>How much one session or API key may ask for.</summary>
public sealed class AgentLimits(RateWindows windows)
{
    /// <summary>Null when it fits, else how long to wait.</summary>
    /// <param name="overApi">By a token or key, as programs do; else it is somebody's dashboard.</param>
    public async ValueTask<TimeSpan?> Take(CurrentAgent agent, bool overApi, CancellationToken ct, Counted? also = null)
    {
        var rule = !overApi ? RateRules.Dashboard : agent.RequestsPerHour is { } own ? RateRules.Api with { Limit = own } : RateRules.Api;
        var subject = agent.CredentialId.ToString();
        return await windows.Take(rule, subject, ct) ?? also switch
        {
            Counted.Search => await windows.Take(overApi ? RateRules.ApiSearch : RateRules.DashboardSearch, subject, ct),
            Counted.Export => await windows.Take(RateRules.Export, agent.WorkspaceId.ToString(), ct),
            _ => null,
        };
    }
}
