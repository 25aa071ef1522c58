using System.Collections.Concurrent;
using Frontdesk.Platform;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform;

public sealed class QuestionsGather
{
    private readonly ConcurrentQueue<int[]> _bundles = new();
    private TaskCompletionSource _away = new();

    private Gather<int, string> Doubling(int most = 3) => new(most, async questions =>
    {
        _bundles.Enqueue([.. questions]);
        await _away.Task;
        return questions.Contains(13) ? throw new InvalidOperationException("unlucky") : [.. questions.Select(q => $"{2 * q}")];
    });

    [Fact]
    public async Task Somebody_alone_does_not_wait_and_who_comes_meanwhile_goes_together()
    {
        var gather = Doubling();
        var first = gather.Ask(1);
        Task<string>[] others = [gather.Ask(2), gather.Ask(3), gather.Ask(4), gather.Ask(5)];
        _bundles.ShouldHaveSingleItem().ShouldBe([1]);

        _away.SetResult();
        (await first).ShouldBe("2");
        (await Task.WhenAll(others)).ShouldBe(["4", "6", "8", "10"]);
        _bundles.ShouldBe([[1], [2, 3, 4], [5]]);
    }

    [Fact]
    public async Task A_failure_is_heard_by_those_it_concerns_and_the_next_are_asked_about()
    {
        var gather = Doubling();
        _away.SetResult();
        (await gather.Ask(1)).ShouldBe("2");
        _away = new();
        Task<string>[] unlucky = [gather.Ask(13), gather.Ask(2)];
        _away.SetResult();
        await unlucky[0].ShouldThrowAsync<InvalidOperationException>();
        (await unlucky[1]).ShouldBe("4");
        (await gather.Ask(6)).ShouldBe("12");
    }

    [Fact]
    public async Task Nobody_is_forgotten_however_they_come()
    {
        _away.SetResult();
        var gather = Doubling(7);
        var answers = await Task.WhenAll(Enumerable.Range(100, 2000).Select(q => Task.Run(async () =>
        {
            await Task.Delay(Random.Shared.Next(3));
            return (Asked: q, Answered: await gather.Ask(q).WaitAsync(TimeSpan.FromSeconds(20)));
        })));
        answers.ShouldAllBe(a => a.Answered == $"{2 * a.Asked}");
        _bundles.Sum(b => b.Length).ShouldBe(2000);
        _bundles.ShouldAllBe(b => b.Length <= 7);
    }
}
