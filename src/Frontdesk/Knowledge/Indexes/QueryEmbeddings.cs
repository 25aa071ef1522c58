using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Frontdesk.Answers.Embeddings;
using Frontdesk.Answers.Providers;
using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>
/// What visitors' words mean, asked of the chatbot's embedding provider. Nobody waits long for it: after a moment, or while the
/// provider is known to be away, the answer is found by words alone.
/// </summary>
public sealed partial class QueryEmbeddings(EmbeddingClients clients, EmbeddingKeys keys, TimeProvider clock, ILogger<QueryEmbeddings> log)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private const int Remembered = 2000;
    private const int LongestQuery = 2000;

    private static readonly Meter Meter = new("Frontdesk.Knowledge");
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>("frontdesk.query_embeddings", description: "Questions whose vector was wanted, by how that went.");

    private readonly RecentlyUsed<(Guid Model, TextHash Query), QueryVector> _known = new(Remembered); // no visitor's words
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _awayUntil = new();

    /// <summary>Null where it could not be had in time.</summary>
    public async Task<QueryVector?> MeaningOf(string query, EmbeddingModel model, CancellationToken ct)
    {
        var text = Platform.Text.CleanText.Cut(query.Trim(), LongestQuery);
        if (text.Length == 0)
        {
            return null;
        }

        if (_known.TryGet((model.Id, TextHash.Of(text)), out var known))
        {
            Count("remembered");
            return known;
        }

        if (_awayUntil.TryGetValue(model.Id, out var until) && clock.GetUtcNow() < until)
        {
            Count("away");
            return null;
        }

        return await Ask(text, model, ct);
    }

    private async Task<QueryVector?> Ask(string text, EmbeddingModel model, CancellationToken ct)
    {
        try
        {
            var answer = await clients.For(keys.Settings(model), Patience).GenerateAsync([text], cancellationToken: ct);
            var meaning = QueryVector.Of(answer[0].Vector.Span);
            if (meaning.Dimensions != model.Dimensions)
            {
                throw new ProviderException(EmbeddingAnswer.WrongDimensions(model.Dimensions ?? 0, meaning.Dimensions));
            }

            _awayUntil.TryRemove(model.Id, out _);
            _known.Keep((model.Id, TextHash.Of(text)), meaning);
            Count("asked");
            return meaning;
        }
        catch (ProviderException failed)
        {
            _awayUntil[model.Id] = clock.GetUtcNow() + PauseAfterFailure;
            Count(failed.Failure.Kind == ProviderFailureKind.TimedOut ? "too_slow" : "failed");
            WordsAlone(model.ChatbotId, PauseAfterFailure.TotalSeconds, failed.Failure.Message);
            return null;
        }
    }

    private static void Count(string outcome) => Asked.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    [LoggerMessage(LogLevel.Warning, "The embedding provider of chatbot {ChatbotId} failed, for {Seconds} seconds answers are found by words alone: {Reason}")]
    private partial void WordsAlone(Guid chatbotId, double seconds, string reason);
}
