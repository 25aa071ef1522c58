using Frontdesk.Isolation;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Isolation;

/// <summary>Every route and frame as everybody. What should happen is read from the rules, so a new route is held to its own.</summary>
public sealed class TheMatrix(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Nobody_sees_guesses_or_changes_what_is_not_theirs()
    {
        await Agent.Registers(app, "Sarah", "Whoever was here before");

        var report = await new IsolationAudit(app.Services, app.Services.GetRequiredService<EndpointDataSource>().Endpoints, app.Node.Url).Run(TestContext.Current.CancellationToken);

        report.Findings.Select(f => f.ToString()).ShouldBeEmpty();
        report.Operations.ShouldBeGreaterThan(80);
        report.Calls.ShouldBeGreaterThan(report.Operations * 5);
        (await app.Value<long>("select count(*) from workspaces")).ShouldBe(1, "the companies under test are removed");
        (await app.Value<long>("select count(*) from users")).ShouldBe(1, "and their people");
    }

    [Fact]
    public void Every_endpoint_says_who_may_call_it() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Rule() is null).Select(e => e.DisplayName).ShouldBeEmpty();
}
