using System.Collections.Concurrent;

namespace Frontdesk.Platform;

/// <summary>
/// Asks one question for all who wait: what comes while an answer is on its way goes together with the next one. Somebody
/// alone does not wait for anybody, and ten thousand who come at once cost as many round trips as there are bundles.
/// </summary>
/// <param name="most">How many are asked about at once.</param>
/// <param name="ask">Answers in the order of the questions.</param>
public sealed class Gather<TQuestion, TAnswer>(int most, Func<IReadOnlyList<TQuestion>, Task<IReadOnlyList<TAnswer>>> ask)
{
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _asking;

    /// <summary>The answer, or the failure of the round trip that asked for it.</summary>
    public Task<TAnswer> Ask(TQuestion question)
    {
        var waiting = new Waiting(question);
        _waiting.Enqueue(waiting);
        if (Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = AskAll();
        }

        return waiting.Answer.Task;
    }

    private async Task AskAll()
    {
        do
        {
            while (Take() is { Count: > 0 } bundle)
            {
                await AskTogether(bundle);
            }

            Interlocked.Exchange(ref _asking, 0); // whoever came since then finds nobody asking, or is found here
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _asking, 1) == 0);
    }

    private List<Waiting> Take()
    {
        var bundle = new List<Waiting>();
        while (bundle.Count < most && _waiting.TryDequeue(out var next))
        {
            bundle.Add(next);
        }

        return bundle;
    }

    private async Task AskTogether(List<Waiting> bundle)
    {
        try
        {
            var answers = await ask([.. bundle.Select(w => w.Question)]);
            for (var i = 0; i < bundle.Count; i++)
            {
                bundle[i].Answer.TrySetResult(answers[i]);
            }
        }
        catch (Exception failed) // everybody who waits hears why
        {
            bundle.ForEach(w => w.Answer.TrySetException(failed));
        }
    }

    private sealed record Waiting(TQuestion Question)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
