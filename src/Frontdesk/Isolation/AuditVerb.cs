using Frontdesk.Platform;
using Frontdesk.Platform.Database;

namespace Frontdesk.Isolation;

/// <summary>
/// <c>frontdesk audit</c>: proves on a running installation that its companies are kept apart. It needs the installation's
/// data folder or database beside its address, because it makes companies there and removes them again.
/// </summary>
public static class AuditVerb
{
    /// <summary>0 where every wall stood, 1 with the findings where one did not.</summary>
    public static async Task<int> Run(StartOptions start)
    {
        await using var database = await FrontdeskDatabase.OfRunning(start);
        await using var app = Program.Build(start, database.ConnectionString); // for its keys and routes; it is not started
        var url = start.Urls.Split(';')[0];
        try
        {
            return Tell(await new IsolationAudit(app.Services, ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints), url).Run(CancellationToken.None));
        }
        catch (HttpRequestException silent)
        {
            throw new CannotStartException($"No Frontdesk answers at {url}: {silent.Message} Name its address with --urls.");
        }
        finally
        {
            await app.Services.GetRequiredService<DataSources>().DisposeAsync();
        }
    }

    private static int Tell(Report report)
    {
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"✗ {finding}");
        }

        Console.WriteLine($"{report.Operations} operations and {report.Tried.Count} cases tried with {report.Calls} requests: "
            + (report.Findings.Count == 0 ? "every wall stood. The companies of the audit are removed." : $"{report.Findings.Count} findings."));
        return report.Findings.Count == 0 ? 0 : 1;
    }
}
