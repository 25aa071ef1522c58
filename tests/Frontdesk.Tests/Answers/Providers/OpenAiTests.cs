using Frontdesk.Answers.Providers;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.AI;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers.Providers;

public sealed class OpenAiTests : ProviderContract
{
    private ScriptedOpenAi server = null!;

    protected override ScriptedProvider Server => server;

    protected override ProviderSettings Settings => new(ProviderKind.OpenAi, server.BaseUrl, "gpt-4o-mini", Key);

    public override async ValueTask InitializeAsync() => server = await ScriptedOpenAi.Start();

    [Fact]
    public async Task The_question_goes_out_in_OpenAIs_shape()
    {
        server.Answers("Two days.");
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Answer shortly."), new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello!"), new(ChatRole.User, "How fast is shipping?"),
        ];

        await Client().GetStreamingResponseAsync(messages, new() { MaxOutputTokens = 300, Temperature = 0.2f, StopSequences = ["END"] }, Ct).ToListAsync(Ct);

        var request = server.Requests.Single();
        request.Path.ShouldBe("/v1/chat/completions");
        request.Headers["Authorization"].ShouldBe("Bearer " + Key);
        request.Body.GetRawText().ShouldBe("""
            {"model":"gpt-4o-mini","messages":[
            {"role":"system","content":"Answer shortly."},{"role":"user","content":"Hi"},
            {"role":"assistant","content":"Hello!"},{"role":"user","content":"How fast is shipping?"}],
            "stream":true,"stream_options":{"include_usage":true},"max_tokens":300,"temperature":0.2,"stop":["END"]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_question_that_is_not_streamed_asks_for_no_stream()
    {
        server.Answers("Two days.");
        await Client().GetResponseAsync("How fast?", new() { Instructions = "Be kind." }, Ct);
        server.Requests.Single().Body.GetRawText().ShouldBe(
            """{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"How fast?"}]}""");
    }

    [Fact]
    public async Task A_server_that_asks_for_no_key_is_sent_none()
    {
        server.Answers("Hello");
        await Read(Client(Settings with { ApiKey = "", BaseUrl = server.BaseUrl + "/" }), _ => { });

        server.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    public static TheoryData<string, string[]> Dialects => new()
    {
        { "no role, no usage, no id", [Delta("""{"content":"Hel"}"""), Delta("""{"content":"lo"}"""), Delta("{}", "\"stop\""), Done] },
        { "empty role and empty finish reason", [Delta("""{"role":"","content":"Hel"}""", "\"\""), Delta("""{"role":"","content":"lo"}""", "\"\""), Delta("{}", "\"stop\""), Done] },
        { "a finish reason of its own", [Delta("""{"content":"Hello"}""", "\"eos\""), Done] },
        { "no end marker", [Delta("""{"content":"Hello"}"""), Delta("{}", "\"stop\"")] },
        { "choices null, counts as fractions", ["data: {\"choices\":null}", Delta("""{"content":"Hello"}""", "\"length\""), "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":19.0,\"completion_tokens\":null}}", Done] },
        { "comments and pings", [": OPENROUTER PROCESSING", Delta("""{"content":"Hello"}"""), ": ping", Delta("""{"content":null}""", "\"stop\""), Done] },
        { "thoughts before words", [Delta("""{"reasoning_content":"The visitor greets."}"""), Delta("""{"content":"Hello"}""", "\"stop\""), Done] },
        { "no space after data:", ["data:" + Delta("""{"content":"Hello"}""", "\"stop\"")["data: ".Length..], Done] },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Servers_that_copy_OpenAI_loosely_are_understood(string dialect, string[] events)
    {
        server.Sends(events);
        var heard = "";
        await Read(Client(), piece => heard += piece);
        heard.ShouldBe("Hello", dialect);
    }

    [Fact]
    public async Task A_server_that_does_not_stream_is_understood()
    {
        server.AnswersGarbage("""{"choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""", "application/json");
        var heard = "";
        await Read(Client(), piece => heard += piece);
        heard.ShouldBe("Hello");
    }

    [Fact]
    public async Task What_a_model_does_not_take_is_left_out_and_remembered()
    {
        server.Refuses = ["temperature", "max_tokens"];
        server.Answers("Hello");
        var client = Client();
        ChatOptions options = new() { Temperature = 0.2f, MaxOutputTokens = 300 };

        (await client.GetResponseAsync("Hi", options, Ct)).Text.ShouldBe("Hello");
        (await client.GetResponseAsync("Hi", options, Ct)).Text.ShouldBe("Hello");

        server.Requests.Count.ShouldBe(4);
        var last = server.Requests[3].Body;
        last.GetProperty("max_completion_tokens").GetInt32().ShouldBe(300);
        last.TryGetProperty("temperature", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_of_something_else_is_told_at_once()
    {
        server.Fails(400, says: "Invalid 'messages': too long, whatever the temperature");
        (await FailureOf(Client().GetResponseAsync("Hi", new() { MaxOutputTokens = 300 }, Ct))).Kind.ShouldBe(ProviderFailureKind.BadRequest);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Groqs_usage_is_found()
    {
        server.Sends(Delta("""{"content":"Hello"}"""),
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}}", Done);
        var updates = await Client().GetStreamingResponseAsync("Hi", cancellationToken: Ct).ToListAsync(Ct);
        updates.ToChatResponse().Usage!.TotalTokenCount.ShouldBe(9);
    }

    [Theory]
    [InlineData("""{"error":{"message":"overloaded","code":503}}""", ProviderFailureKind.Unavailable)]
    [InlineData("""{"error":{"message":"slow down","code":429}}""", ProviderFailureKind.RateLimited)]
    [InlineData("""{"error":"model runner has unexpectedly stopped"}""", ProviderFailureKind.Unavailable)]
    public async Task An_error_in_the_middle_of_a_stream_is_told(string error, ProviderFailureKind kind)
    {
        server.Sends(Delta("""{"content":"Hel"}"""), "data: " + error, Done);
        (await FailureOf(Read(Client(), _ => { }))).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task An_account_without_credit_is_not_mistaken_for_a_rate_limit()
    {
        server.Fails(402);
        (await FailureOf(Read(Client(), _ => { }))).Message.ShouldContain("no credit left");
    }

    [Fact]
    public async Task Tools_are_refused_rather_than_silently_left_out() =>
        await Should.ThrowAsync<NotSupportedException>(Client().GetResponseAsync("Hi", new() { Tools = [AIFunctionFactory.Create(() => 1)] }, Ct));

    private const string Done = "data: [DONE]";

    private static string Delta(string delta, string finish = "null") => $$"""data: {"choices":[{"delta":{{delta}},"finish_reason":{{finish}}}]}""";
}
