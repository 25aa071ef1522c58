using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers.Providers;

/// <summary>What holds for every provider, checked against each one's own wire format.</summary>
public abstract class ProviderContract : IAsyncLifetime
{
    protected const string Key = "sk-test-51hunter2";

    private readonly OutboundClient outbound = new(Options.Create(new OutboundOptions { Allow = ["127.0.0.1"] }));

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract ScriptedProvider Server { get; }
    protected abstract ProviderSettings Settings { get; }

    public abstract ValueTask InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        outbound.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_answer_comes_whole_with_its_usage()
    {
        Server.Answers("We ship within two days.");

        var response = await Client().GetResponseAsync("When do you ship?", cancellationToken: Ct);

        response.Text.ShouldBe("We ship within two days.");
        response.Usage!.InputTokenCount.ShouldBe(19);
        response.Usage.OutputTokenCount.ShouldBe(5);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task A_streamed_answer_comes_in_pieces_with_its_usage()
    {
        Server.Answers("We ship within two days.");

        var updates = await Client().GetStreamingResponseAsync("When do you ship?", cancellationToken: Ct).ToListAsync(Ct);

        updates.Select(update => update.Text).Where(text => text.Length > 0).ShouldBe(["We ", "ship ", "within ", "two ", "days."]);
        var response = updates.ToChatResponse();
        response.Usage!.InputTokenCount.ShouldBe(19);
        response.Usage.OutputTokenCount.ShouldBe(5);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task The_first_piece_arrives_before_the_last_is_sent()
    {
        Server.Answers("one two three four", tokenDelay: TimeSpan.FromMilliseconds(300));

        await foreach (var update in Client().GetStreamingResponseAsync("Count.", cancellationToken: Ct))
        {
            if (update.Text.Length == 0) continue;
            update.Text.ShouldBe("one ");
            Server.PiecesSent.ShouldBe(1);
            return;
        }
        Assert.Fail("There was no piece.");
    }

    [Theory]
    [InlineData(401, ProviderFailureKind.KeyRefused, false)]
    [InlineData(402, ProviderFailureKind.KeyRefused, false)]
    [InlineData(403, ProviderFailureKind.KeyRefused, false)]
    [InlineData(429, ProviderFailureKind.RateLimited, true)]
    [InlineData(400, ProviderFailureKind.BadRequest, false)]
    [InlineData(404, ProviderFailureKind.BadRequest, false)]
    [InlineData(413, ProviderFailureKind.BadRequest, false)]
    [InlineData(500, ProviderFailureKind.Unavailable, true)]
    [InlineData(503, ProviderFailureKind.Unavailable, true)]
    [InlineData(529, ProviderFailureKind.Unavailable, true)]
    public async Task A_refusal_is_told_by_its_kind_and_not_tried_again(int status, ProviderFailureKind kind, bool mayRetry)
    {
        Server.Fails(status);

        foreach (var failure in new[] { await FailureOf(Whole()), await FailureOf(Streamed()) })
        {
            failure.Kind.ShouldBe(kind);
            failure.MayRetry.ShouldBe(mayRetry);
            if (status != 402) failure.Message.ShouldContain($"({status})");
        }
        Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_rate_limit_says_how_long_to_wait()
    {
        Server.Fails(429, retryAfter: 2);
        (await FailureOf(Streamed())).RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_owner_reads_the_vendors_words_about_a_wrong_request()
    {
        Server.Fails(400, says: "temperature\nis too   high");
        (await FailureOf(Streamed())).Message.ShouldEndWith("It says: temperature is too high");
    }

    [Theory]
    [InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(429), InlineData(500)]
    public async Task The_key_is_in_no_exception_even_when_the_vendor_repeats_it(int status)
    {
        Server.Fails(status, says: $"The key {Key} is wrong, really: {Key}");

        var whole = await Should.ThrowAsync<ProviderException>(Whole());
        var streamed = await Should.ThrowAsync<ProviderException>(Streamed());

        whole.ToString().ShouldNotContain("hunter2");
        streamed.ToString().ShouldNotContain("hunter2");
        Settings.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("<!doctype html><title>Welcome</title>", "text/html")]
    [InlineData("<html>no type told</html>", "text/event-stream")]
    [InlineData("{\"choices\": [", "application/json")]
    [InlineData("{\"hello\": \"world\"}", "application/json")]
    [InlineData("[1, 2]", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("event: content_block_delta\ndata: {\"type\": \"content_block_delta\", \"del\n\n", "text/event-stream")]
    [InlineData("data: not json\n\n", "text/event-stream")]
    [InlineData("", "text/event-stream")]
    public async Task What_is_no_chat_answer_is_garbage(string body, string contentType)
    {
        Server.AnswersGarbage(body, contentType);

        (await FailureOf(Whole())).Kind.ShouldBe(ProviderFailureKind.Garbage);
        (await FailureOf(Streamed())).Kind.ShouldBe(ProviderFailureKind.Garbage);
    }

    [Fact]
    public async Task An_answer_without_any_text_is_garbage()
    {
        Server.Answers("");

        (await FailureOf(Whole())).Kind.ShouldBe(ProviderFailureKind.Garbage);
        (await FailureOf(Streamed())).Kind.ShouldBe(ProviderFailureKind.Garbage);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_stream_that_breaks_off_is_garbage_after_the_words_it_brought(bool quietly)
    {
        Server.CutsOff(quietly);
        var heard = "";

        var failure = await FailureOf(Read(Client(), piece => heard += piece));

        failure.Kind.ShouldBe(ProviderFailureKind.Garbage);
        if (quietly) heard.ShouldBe("word1 word2 ");
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_at_the_first_limit()
    {
        Server.NeverAnswers();
        var started = TimeProvider.System.GetTimestamp();

        (await FailureOf(Streamed(new() { FirstToken = TimeSpan.FromMilliseconds(200) }))).Kind.ShouldBe(ProviderFailureKind.TimedOut);

        TimeProvider.System.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(180), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Opening_a_stream_without_words_does_not_count_as_answering()
    {
        Server.StallsAfter(0);
        (await FailureOf(Streamed(new() { FirstToken = TimeSpan.FromMilliseconds(200) }))).Kind.ShouldBe(ProviderFailureKind.TimedOut);
    }

    [Fact]
    public async Task A_stream_that_stalls_is_given_up_after_the_words_it_brought()
    {
        Server.StallsAfter(2);
        var heard = "";

        var failure = await FailureOf(Read(Client(new() { BetweenTokens = TimeSpan.FromMilliseconds(200) }), piece => heard += piece));

        failure.Kind.ShouldBe(ProviderFailureKind.TimedOut);
        heard.ShouldBe("word1 word2 ");
    }

    [Fact]
    public async Task An_answer_that_goes_on_and_on_ends_at_the_last_limit()
    {
        Server.Answers(string.Join(' ', Enumerable.Repeat("word", 200)), tokenDelay: TimeSpan.FromMilliseconds(30));
        var limits = new ProviderOptions { Whole = TimeSpan.FromMilliseconds(300) };

        (await FailureOf(Streamed(limits))).Kind.ShouldBe(ProviderFailureKind.TimedOut);
        (await FailureOf(Read(Client(limits), _ => { }))).Kind.ShouldBe(ProviderFailureKind.TimedOut);
    }

    [Fact]
    public async Task An_answer_that_is_not_streamed_ends_at_the_last_limit_too()
    {
        Server.NeverAnswers();
        var client = Client(new() { Whole = TimeSpan.FromMilliseconds(200) });
        (await FailureOf(client.GetResponseAsync("Hello", cancellationToken: Ct))).Kind.ShouldBe(ProviderFailureKind.TimedOut);
    }

    [Fact]
    public async Task The_readers_own_time_is_not_counted_against_the_provider()
    {
        Server.Answers("one two three");
        var limits = new ProviderOptions { BetweenTokens = TimeSpan.FromMilliseconds(150) };
        var heard = "";
        await foreach (var update in Client(limits).GetStreamingResponseAsync("Count.", cancellationToken: Ct))
        {
            heard += update.Text;
            if (update.Text.Length > 0) await Task.Delay(250, Ct);
        }
        heard.ShouldBe("one two three");
    }

    [Fact]
    public async Task A_caller_who_stops_gets_its_own_cancellation_back()
    {
        Server.StallsAfter(1);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client().GetStreamingResponseAsync("Hello", cancellationToken: stop.Token))
                if (update.Text.Length > 0) await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_unavailable()
    {
        await Server.DisposeAsync();
        (await FailureOf(Streamed())).Kind.ShouldBe(ProviderFailureKind.Unavailable);
    }

    [Fact]
    public async Task A_private_base_url_is_refused_unless_the_operator_allowed_it()
    {
        Server.Answers("secret");
        using var strict = new OutboundClient(Options.Create(new OutboundOptions()));
        using var clients = new ChatClients(strict, Options.Create(new ProviderOptions()));

        var failure = await FailureOf(Read(clients.For(Settings), _ => { }));

        failure.Kind.ShouldBe(ProviderFailureKind.AddressRefused);
        failure.MayRetry.ShouldBeFalse();
        failure.Message.ShouldContain("private network");
        Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_after_each_other_share_one_connection()
    {
        Server.Answers("Hello");
        using var clients = new ChatClients(outbound, Options.Create(new ProviderOptions()));
        for (var n = 0; n < 5; n++) await Read(clients.For(Settings), _ => { });
        Server.Requests.Select(request => request.Connection).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("sk-with\nnewline"), InlineData("sk-wíth"), InlineData("sk with spaces")]
    public void A_key_that_can_be_none_is_refused_without_being_repeated(string key)
    {
        using var clients = new ChatClients(outbound, Options.Create(new ProviderOptions()));
        var refused = Should.Throw<ProviderException>(() => clients.For(Settings with { ApiKey = key }));
        refused.Failure.Kind.ShouldBe(ProviderFailureKind.KeyRefused);
        refused.ToString().ShouldNotContain(key);
    }

    [Theory]
    [InlineData("not an address"), InlineData("ftp://example.com"), InlineData("/v1")]
    public void A_base_url_that_is_no_web_address_is_refused(string baseUrl)
    {
        using var clients = new ChatClients(outbound, Options.Create(new ProviderOptions()));
        Should.Throw<ProviderException>(() => clients.For(Settings with { BaseUrl = baseUrl })).Failure.Kind.ShouldBe(ProviderFailureKind.AddressRefused);
    }

    protected IChatClient Client(ProviderOptions? limits = null) => Client(Settings, limits);

    protected IChatClient Client(ProviderSettings settings, ProviderOptions? limits = null) =>
        new ChatClients(outbound, Options.Create(limits ?? new ProviderOptions())).For(settings);

    protected static async Task Read(IChatClient client, Action<string> hear)
    {
        await foreach (var update in client.GetStreamingResponseAsync("Hello", cancellationToken: Ct)) hear(update.Text);
    }

    protected static async Task<ProviderFailure> FailureOf(Task answer) =>
        ProviderFailures.From(await Should.ThrowAsync<ProviderException>(answer));

    private Task<ChatResponse> Whole() => Client().GetResponseAsync("Hello", cancellationToken: Ct);

    private Task Streamed(ProviderOptions? limits = null) => Read(Client(limits), _ => { });
}
