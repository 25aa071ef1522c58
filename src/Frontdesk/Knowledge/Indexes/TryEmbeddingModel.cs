using System.Diagnostics;
using Frontdesk.Answers.Embeddings;
using Frontdesk.Answers.Providers;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>That it works, and what came.</summary>
public sealed record EmbeddingTrial(int Dimensions, int Milliseconds);

/// <summary>Asks a provider for one embedding before anything is saved.</summary>
public sealed class TryEmbeddingModel(FrontdeskDb db, EmbeddingClients clients, EmbeddingKeys keys)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A trial, or the problem: 404, 422 for a choice that can not be, 422 <c>provider_failed</c> with the reason in plain words.</summary>
    public async Task<(EmbeddingTrial? Trial, IResult? Problem)> With(Guid chatbotId, EmbeddingRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var errors = request.Check().Unless(request.Provider != "none", "provider", "Choose a provider to try.");
        if (errors.Any)
        {
            return (null, Problem.Invalid(errors));
        }

        var settings = await Settings(chatbotId, request, ct);
        var watch = Stopwatch.StartNew();
        try
        {
            var answer = await clients.For(settings, Patience).GenerateAsync(["What are your opening hours?"], cancellationToken: ct);
            return (new EmbeddingTrial(answer[0].Vector.Length, (int)watch.ElapsedMilliseconds), null);
        }
        catch (ProviderException failed)
        {
            return (null, Problem.Of(StatusCodes.Status422UnprocessableEntity, "provider_failed", failed.Failure.Message));
        }
    }

    /// <summary>The stored key is used only where it was meant to go.</summary>
    private async Task<EmbeddingSettings> Settings(Guid chatbotId, EmbeddingRequest request, CancellationToken ct)
    {
        var choice = request.Choice;
        var stored = request.ApiKey is null && await EmbeddingModels.Chosen(db, chatbotId, ct) is { } model && model.BaseUrl == choice.BaseUrl ? keys.Open(model) : null;
        return new EmbeddingSettings(choice.BaseUrl.Length == 0 ? null : choice.BaseUrl, choice.Model, choice.Dimensions, request.ApiKey ?? stored ?? "");
    }
}
