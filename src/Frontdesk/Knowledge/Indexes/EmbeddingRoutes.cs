using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>The model by which a chatbot's knowledge is embedded, over the API.</summary>
public static class EmbeddingRoutes
{
    public static void MapEmbeddingsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v1/chatbots/{id:guid}/embeddings").WithTags("Knowledge base").Requires(Permission.ChatbotView).MapGet("", Show);
        var writing = routes.MapGroup("/api/v1/chatbots/{id:guid}/embeddings").WithTags("Knowledge base").Requires(Permission.ChatbotEdit);
        writing.MapPut("", Choose);
        writing.MapPost("/test", Try).CountsAs(Counted.Search);
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == id, ct)
            ? TypedResults.Ok(await EmbeddingProgress.Of(db, id, ct))
            : Problem.NotFound("chatbot_not_found");

    private static async Task<IResult> Choose(Guid id, EmbeddingRequest body, CurrentAgent agent, ChooseEmbeddingModel choose, FrontdeskDb db, CancellationToken ct) =>
        await choose.For(id, body, agent, ct) ?? TypedResults.Ok(await EmbeddingProgress.Of(db, id, ct));

    private static async Task<IResult> Try(Guid id, EmbeddingRequest body, CurrentAgent agent, TryEmbeddingModel trial, CancellationToken ct) =>
        await trial.With(id, body, agent, ct) is var (worked, problem) && worked is not null ? TypedResults.Ok(worked) : problem!;
}
