using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Knowledge.Testing;

public static class TestRoutes
{
    public static void MapTestApi(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1/knowledge-base/test").WithTags("Knowledge base").Requires(Permission.KnowledgeView)
            .MapPost("", async (TestQuery.Request body, CurrentAgent agent, TestQuery test, CancellationToken ct) =>
                await test.For(body, agent, ct) is var (answer, problem) && answer is not null ? TypedResults.Ok(answer) : problem!).CountsAs(Counted.Search);
}
