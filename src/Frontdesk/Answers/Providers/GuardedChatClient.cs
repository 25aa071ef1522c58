using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Providers;

/// <summary>
/// Holds any provider to the time limits and to a complete answer, and lets nothing out but words and
/// <see cref="ProviderException"/>. A cancellation by the caller stays an <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class GuardedChatClient(IChatClient inner, ProviderOptions limits) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var patience = new Patience(limits, cancellationToken);
        var response = await Guarded(() => inner.GetResponseAsync(messages, options, patience.Token), cancellationToken);
        var answer = new AnswerCheck();
        foreach (var update in response.ToChatResponseUpdates()) answer.Hear(update);
        answer.MustHaveWords();
        return response;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var patience = new Patience(limits, cancellationToken);
        var answer = new AnswerCheck();
        await using var updates = inner.GetStreamingResponseAsync(messages, options, patience.Token).GetAsyncEnumerator(patience.Token);
        patience.WaitFor(limits.FirstToken);
        while (await Guarded(() => updates.MoveNextAsync().AsTask(), cancellationToken))
        {
            if (!answer.Hear(updates.Current))
            {
                yield return updates.Current;
                continue;
            }
            patience.Rest(); // the reader's own time is not the provider's
            yield return updates.Current;
            patience.WaitFor(limits.BetweenTokens);
        }
        answer.MustHaveWords();
        answer.MustHaveEnded();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => inner.GetService(serviceType, serviceKey);

    /// <summary>Disposes nothing: the vendor's client would take the process's connections with it.</summary>
    public void Dispose()
    {
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> step, CancellationToken caller)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            caller.ThrowIfCancellationRequested();
            throw new ProviderException(ProviderFailures.From(e));
        }
    }
}
