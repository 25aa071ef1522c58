using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Team;

/// <summary>A route whose author forgot to say who may call it.</summary>
public sealed class ClosedWithoutARule(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task An_endpoint_without_a_rule_is_closed_to_all_and_one_with_a_reason_is_open()
    {
        (await Reaches(rule: null)).ShouldBe((false, 403));
        (await Reaches(new OpenToAll("a reason"))).ShouldBe((true, 200));
        (await Reaches(new RequiredPermission(Permission.ConversationView, OnPage: false))).ShouldBe((false, 401));
    }

    private async Task<(bool Reached, int Status)> Reaches(AccessRule? rule)
    {
        var reached = false;
        var http = new DefaultHttpContext { RequestServices = app.Services, Response = { Body = new MemoryStream() } };
        http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/new"), 0, new EndpointMetadataCollection(rule is null ? [] : [rule]), "new"));
        await new CheckAccess(_ =>
        {
            reached = true;
            return Task.CompletedTask;
        }).InvokeAsync(http);
        return (reached, http.Response.StatusCode);
    }
}
