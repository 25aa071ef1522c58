using Frontdesk.Platform.Database;
using Frontdesk.SignIn;

namespace Frontdesk.Isolation;

/// <summary>
/// Two throw-away companies on a running server, every operation and frame tried on one of them as everybody, and both
/// removed again whatever happened.
/// </summary>
/// <param name="services">Of a server with the same database and keys; it need not be the one that answers.</param>
/// <param name="endpoints">Its routes, for the pages that the OpenAPI document leaves out.</param>
public sealed class IsolationAudit(IServiceProvider services, IEnumerable<Endpoint> endpoints, string url)
{
    private readonly DataSources _databases = services.GetRequiredService<DataSources>();
    private readonly SessionTokens _tokens = services.GetRequiredService<SessionTokens>();

    public async Task<Report> Run(CancellationToken ct)
    {
        var report = new Report();
        using var door = new FrontDoor(url, _tokens);
        var (target, stranger) = (await Company.Found(services, ct), await Company.Found(services, ct));
        try
        {
            foreach (var company in new[] { target, stranger })
            {
                await new Furnish(door).Everything(company, ct);
                await company.PartWays(_databases, company.Objects["other_chatbot"], ct);
            }

            await Try(door, target, stranger, report, ct);
        }
        finally
        {
            await target.Close(_databases, CancellationToken.None);
            await stranger.Close(_databases, CancellationToken.None);
        }

        return report;
    }

    private async Task Try(FrontDoor door, Company target, Company stranger, Report report, CancellationToken ct)
    {
        var snapshot = new Snapshot(_databases);
        var api = Operations.InDocument(await door.OpenApi(ct));
        var pages = Operations.OutsideDocument(endpoints);
        await new FrameMatrix(door, _tokens, target, stranger, report).Run(ct);
        await new Matrix(door, snapshot, target, stranger, report).Run([.. api, .. pages], ct);
        await new MassAssignment(door, snapshot, target, stranger, report).Run(api, ct);
        await new TypeConfusion(door, stranger, report).Run(api, ct);
        report.Operations = api.Count + pages.Count;
        report.Calls = door.Calls;
    }
}
