using Frontdesk.Answers.Embeddings;
using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Indexes;

/// <summary>OpenAI's embeddings over the wire, with everything that copies of it get wrong.</summary>
public sealed class TheEmbeddingProvider : IAsyncLifetime
{
    private const string Key = "sk-test-51hunter2";

    private readonly OutboundClient outbound = new(Options.Create(new OutboundOptions { Allow = ["127.0.0.1"] }));
    private ScriptedEmbeddings server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await ScriptedEmbeddings.Start();

    public async ValueTask DisposeAsync()
    {
        outbound.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Each_text_gets_its_own_vector_in_whatever_order_they_come()
    {
        var both = await Client().GenerateAsync(["boots and ropes", "lamps and tents"], cancellationToken: Ct);
        var single = await Client().GenerateAsync(["lamps and tents"], cancellationToken: Ct);

        both.Count.ShouldBe(2);
        both[1].Vector.ToArray().ShouldBe(single[0].Vector.ToArray());
        both[0].Vector.ToArray().ShouldNotBe(both[1].Vector.ToArray());
        server.Requests[0].Body.GetProperty("model").GetString().ShouldBe("embed-small");
        server.Requests[0].Body.TryGetProperty("dimensions", out _).ShouldBeFalse("not every server knows it");
        server.Requests[0].Headers["Authorization"].ShouldBe("Bearer " + Key);
    }

    [Fact]
    public async Task Dimensions_are_asked_for_where_the_owner_wants_them() =>
        (await Client(dimensions: 24).GenerateAsync(["boots"], cancellationToken: Ct))[0].Vector.Length.ShouldBe(24);

    [Theory]
    [InlineData(401, ProviderFailureKind.KeyRefused, false)]
    [InlineData(404, ProviderFailureKind.BadRequest, false)]
    [InlineData(400, ProviderFailureKind.BadRequest, false)]
    [InlineData(429, ProviderFailureKind.RateLimited, true)]
    [InlineData(500, ProviderFailureKind.Unavailable, true)]
    [InlineData(503, ProviderFailureKind.Unavailable, true)]
    public async Task A_refusal_is_told_by_its_kind_and_without_the_key(int status, ProviderFailureKind kind, bool mayRetry)
    {
        server.Fails(status, retryAfter: 7, says: $"The key {Key} is wrong.");

        var failure = await Failure();

        failure.Kind.ShouldBe(kind);
        failure.MayRetry.ShouldBe(mayRetry);
        failure.Message.ShouldNotContain("hunter2");
        if (mayRetry) failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("<!doctype html><title>Welcome</title>", "text/html")]
    [InlineData("{\"data\":", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData("{\"data\":[]}", "application/json")]
    [InlineData("{\"data\":{\"0\":1}}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":null}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":\"AAAA\"}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":9,\"embedding\":[1,2]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[0,0,0]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[1,\"NaN\"]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[1,1e999]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[1,null]}]}", "application/json")]
    [InlineData("{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[1,2]}]}", "application/json")]
    public async Task What_is_no_list_of_embeddings_is_refused(string body, string contentType)
    {
        server.Answers(body, contentType);

        var failure = await Failure();

        failure.Kind.ShouldBe(ProviderFailureKind.Garbage);
        failure.Message.ShouldNotContain("chat answer");
    }

    [Theory]
    [InlineData(null), InlineData(2), InlineData(5)]
    public async Task Vectors_of_different_dimensions_are_refused(int? asked)
    {
        server.Answers("{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2,3]}]}");

        var failure = (await Should.ThrowAsync<ProviderException>(Client(asked).GenerateAsync(["one", "two"], cancellationToken: Ct))).Failure;

        failure.Message.ShouldContain("dimensions");
        failure.MayRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_inside_an_answer_that_looks_well_is_an_error()
    {
        server.Answers("{\"error\":{\"message\":\"model not loaded\"}}");
        (await Failure()).Message.ShouldContain("model not loaded");
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up()
    {
        server.NeverAnswers();
        (await Failure(TimeSpan.FromMilliseconds(200))).Kind.ShouldBe(ProviderFailureKind.TimedOut);
    }

    [Fact]
    public async Task A_caller_who_stops_gets_their_own_cancellation_back()
    {
        server.NeverAnswers();
        using var stop = new CancellationTokenSource(200);
        await Should.ThrowAsync<OperationCanceledException>(Client().GenerateAsync(["one"], cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_private_address_is_not_asked()
    {
        using var strict = new OutboundClient(Options.Create(new OutboundOptions()));
        using var clients = new EmbeddingClients(strict);

        var failure = (await Should.ThrowAsync<ProviderException>(clients.For(Settings(null), TimeSpan.FromSeconds(5)).GenerateAsync(["one"], cancellationToken: Ct))).Failure;

        failure.Kind.ShouldBe(ProviderFailureKind.AddressRefused);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Settings_do_not_print_their_key() => Settings(null).ToString().ShouldNotContain("hunter2");

    private EmbeddingSettings Settings(int? dimensions) => new(server.BaseUrl, "embed-small", dimensions, Key);

    private IEmbeddingGenerator<string, Embedding<float>> Client(int? dimensions = null, TimeSpan? patience = null) =>
        new EmbeddingClients(outbound).For(Settings(dimensions), patience ?? TimeSpan.FromSeconds(10));

    private async Task<ProviderFailure> Failure(TimeSpan? patience = null) =>
        (await Should.ThrowAsync<ProviderException>(Client(patience: patience).GenerateAsync(["one"], cancellationToken: Ct))).Failure;
}
