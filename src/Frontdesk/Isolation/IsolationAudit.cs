using Frontdesk.Platform.Database;
using Frontdesk.SignIn;

namespace Frontdesk.Isolation;

/// <summary>
/// Three throw-away companies on a running server: every operation and frame is tried on one of them as everybody, and all
/// are removed again whatever happened.
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
        var companies = new List<Company>();
        try
        {
            for (var n = 0; n < 3; n++)
            {
                companies.Add(await Company.Found(services, ct));
                await new Furnish(door).Everything(companies[n], ct);
                await companies[n].PartWays(_databases, companies[n].Objects["other_chatbot"], ct);
            }

            await Try(door, companies[0], companies[1], companies[2], report, ct);
        }
        finally
        {
            foreach (var company in companies)
            {
                await company.Close(_databases, CancellationToken.None);
            }
        }

        return report;
    }

    private async Task Try(FrontDoor door, Company target, Company stranger, Company clumsy, Report report, CancellationToken ct)
    {
        var snapshot = new Snapshot(_databases);
        var api = Operations.InDocument(await door.OpenApi(ct));
        var pages = Operations.OutsideDocument(endpoints);
        await new FrameMatrix(door, _tokens, target, stranger, report).Run(ct);
        await new Matrix(door, snapshot, target, stranger, report).Run([.. api, .. pages], ct);
        await new MassAssignment(door, snapshot, target, stranger, report).Run(api, ct);
        await new TypeConfusion(door, clumsy, report).Run(api, ct);
        report.Operations = api.Count + pages.Count;
        report.Calls = door.Calls;
    }
}
