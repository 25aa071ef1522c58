using Frontdesk.Answers.Providers;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.AI;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers.Providers;

public sealed class AnthropicTests : ProviderContract
{
    private ScriptedAnthropic server = null!;

    protected override ScriptedProvider Server => server;

    protected override ProviderSettings Settings => new(ProviderKind.Anthropic, server.BaseUrl, "claude-haiku-4-5", Key);

    public override async ValueTask InitializeAsync() => server = await ScriptedAnthropic.Start();

    [Fact]
    public async Task The_question_goes_out_in_Anthropics_shape()
    {
        server.Answers("Two days.");
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Answer shortly."), new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello!"), new(ChatRole.User, "How fast is shipping?"),
        ];

        await Client().GetStreamingResponseAsync(messages, new() { MaxOutputTokens = 300, StopSequences = ["END"] }, Ct).ToListAsync(Ct);

        var request = server.Requests.Single();
        request.Path.ShouldBe("/v1/messages");
        request.Headers["Authorization"].ShouldBe("Bearer " + Key);
        request.Headers["anthropic-version"].ShouldNotBeEmpty();
        var body = request.Body;
        body.GetProperty("model").GetString().ShouldBe("claude-haiku-4-5");
        body.GetProperty("max_tokens").GetInt32().ShouldBe(300);
        body.GetProperty("stream").GetBoolean().ShouldBeTrue();
        body.GetProperty("stop_sequences")[0].GetString().ShouldBe("END");
        body.GetProperty("system")[0].GetProperty("text").GetString().ShouldBe("Answer shortly.");
        body.GetProperty("messages").EnumerateArray()
            .Select(message => $"{message.GetProperty("role")}: {message.GetProperty("content")[0].GetProperty("text")}")
            .ShouldBe(["user: Hi", "assistant: Hello!", "user: How fast is shipping?"]);
    }

    [Fact]
    public async Task A_temperature_is_left_out_since_Anthropic_refuses_it()
    {
        server.Answers("Two days.");
        (await Client().GetResponseAsync("How fast?", new() { Temperature = 0.2f, TopP = 0.9f }, Ct)).Text.ShouldBe("Two days.");
    }

    [Fact]
    public async Task A_limit_is_always_sent_since_Anthropic_requires_one()
    {
        server.Answers("Two days.");
        await Client().GetResponseAsync("How fast?", cancellationToken: Ct);
        server.Requests.Single().Body.GetProperty("max_tokens").GetInt32().ShouldBe(1024);
    }

    [Theory]
    [InlineData("overloaded_error", ProviderFailureKind.Unavailable)]
    [InlineData("api_error", ProviderFailureKind.Unavailable)]
    [InlineData("rate_limit_error", ProviderFailureKind.RateLimited)]
    [InlineData("invalid_request_error", ProviderFailureKind.BadRequest)]
    public async Task An_error_in_the_middle_of_a_stream_is_told_without_its_body(string type, ProviderFailureKind kind)
    {
        server.Sends("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"about " + Key + "\"}}");

        var thrown = await Should.ThrowAsync<ProviderException>(Read(Client(), _ => { }));

        thrown.Failure.Kind.ShouldBe(kind);
        thrown.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData(""), InlineData("/"), InlineData("/v1"), InlineData("/v1/")]
    public async Task A_base_url_may_be_pasted_with_the_version_or_without(string ending)
    {
        server.Answers("Hello");
        await Read(Client(Settings with { BaseUrl = server.BaseUrl + ending }), _ => { });
        server.Requests.Single().Path.ShouldBe("/v1/messages");
    }
}
