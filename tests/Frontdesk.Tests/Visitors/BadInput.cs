using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Visitors;

/// <summary>Whatever is sent, the answer is a reason and never a fault of ours.</summary>
public sealed class BadInput(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Message = "/api/public/chat/message";

    private static readonly string?[] WrongValues = ["{}", "[]", "[1]", "12345", "-1", "1e400", "99999999999999999999999", "1.5", "null", "true", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\""];

    public static TheoryData<string, string> BodiesWithEveryField() => new()
    {
        { "public/chat/message", """{"app_key":"KEY","fingerprint":"12345678-abcd","client_message_id":"0199a000-0000-7000-8000-000000000001","content":"Hello","session_id":null,"context":{}}""" },
        { "public/chat/message", """{"app_key":"KEY","fingerprint":"12345678-abcd","client_message_id":"0199a000-0000-7000-8000-000000000002","content":"Hello","context":{"page_url":"https://x.test","page_title":"x","referrer":"x","language":"en","timezone":"UTC"}}""" },
        { "public/chat/escalate", """{"conversation_id":"CONVERSATION"}""" },
        { "public/chat/rating", """{"conversation_id":"CONVERSATION","score":5,"comment":"Fine"}""" },
        { "public/chat/end", """{"conversation_id":"CONVERSATION"}""" },
        { "public/chat/typing", """{"conversation_id":"CONVERSATION","typing":true}""" },
        { "public/chat/read", """{"conversation_id":"CONVERSATION","seq":1}""" },
        { "public/chat/context", """{"conversation_id":"CONVERSATION","page_url":"x","page_title":"x","referrer":"x","language":"x","timezone":"x"}""" },
        { "v1/auth/register", """{"email":"EMAIL","password":"Correct-Horse-7","company_name":"Company","name":"Sarah","website_url":"https://company.test","industry":"Shops"}""" },
        { "v1/auth/login", """{"email":"sarah@company.test","password":"Correct-Horse-7","totp":null}""" },
        { "v1/chatbots", """{"name":"A name","personality":"casual","greeting_message":"Hi","starter_questions":["Who?"],"instructions":"x","contact_email":"a@b.test","allowed_domains":["a.test"],"ai_settings":{},"widget_settings":{}}""" },
        { "v1/conversations/CONVERSATION/messages", """{"content":"Hello","client_message_id":"0199a000-0000-7000-8000-000000000003"}""" },
        { "v1/conversations/CONVERSATION/takeover", """{"message":"Hello"}""" },
        { "v1/conversations/CONVERSATION/read", """{"seq":1}""" },
        { "v1/knowledge-base/faqs", """{"chatbot_id":"CHATBOT","question":"Who?","answer":"Me","alternative_questions":["x"],"category":"x","tags":["x"],"priority":"high","status":"active"}""" },
        { "v1/knowledge-base/texts", """{"chatbot_id":"CHATBOT","title":"Who?","content":"Me"}""" },
        { "v1/knowledge-base/test", """{"chatbot_id":"CHATBOT","query":"Who?","top_k":5}""" },
    };

    [Theory]
    [MemberData(nameof(BodiesWithEveryField))]
    public async Task A_wrong_value_in_any_field_is_the_callers_mistake_in_words(string path, string body)
    {
        var (shop, ann) = await Talk();
        string Filled(string text) => text.Replace("KEY", shop.AppKey).Replace("CONVERSATION", $"{ann.ConversationId}").Replace("CHATBOT", $"{shop.ChatbotId}").Replace("EMAIL", $"{Guid.NewGuid():N}@x.test");
        var token = path.StartsWith("public", StringComparison.Ordinal) ? (path.EndsWith("message", StringComparison.Ordinal) ? null : ann.Token) : shop.Sarah.AccessToken;
        foreach (var field in Fields(JsonNode.Parse(body)!.AsObject()))
        {
            foreach (var wrong in WrongValues)
            {
                var sent = With(Filled(body), field, wrong!);
                (await app.Node.Post("/api/" + Filled(path), sent, token)).ShouldBeNoFault($"{path} {sent}");
            }
        }
    }

    public static TheoryData<string, string, int, string> Requests() => new()
    {
        { "an unknown app key", """{"app_key":"fd_nobody","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"Hi"}""", 404, "app_key_unknown" },
        { "a NUL as app key", """{"app_key":"\u0000","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"Hi"}""", 404, "app_key_unknown" },
        { "an empty message", """{"app_key":"KEY","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":" \n "}""", 422, "message_empty" },
        { "a message of NULs", """{"app_key":"KEY","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"\u0000\u0000"}""", 422, "message_empty" },
        { "a lone surrogate", """{"app_key":"KEY","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"\ud800"}""", 400, "invalid_request" },
        { "a short fingerprint", """{"app_key":"KEY","fingerprint":"1","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"Hi"}""", 400, "invalid_request" },
        { "no fields", "{}", 400, "invalid_request" },
        { "no object", "[]", 400, "invalid_request" },
        { "null", "null", 400, "invalid_request" },
        { "nothing", "", 400, "invalid_request" },
        { "broken JSON", """{"app_key":""", 400, "invalid_request" },
        { "the same field twice", """{"app_key":"KEY","app_key":"KEY","fingerprint":"12345678","client_message_id":"0199a000-0000-7000-8000-00000000000a","content":"Hi"}""", 400, "invalid_request" },
        { "depth without end", """{"context":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""",400, "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_first_message_of(string what, string body, int status, string code)
    {
        var shop = await app.Shop();
        (await app.Node.Post(Message, body.Replace("KEY", shop.AppKey))).Refused(status, code);
        what.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Twenty_thousand_characters_are_too_long()
    {
        var (_, ann) = await Talk();
        (await ann.Sends(new string('x', 20_000))).Refused(422, "message_too_long").Detail!.ShouldContain("20,000");
        (await ann.Sends(new string('x', 4000))).Ok();
    }

    [Fact]
    public async Task What_no_database_can_hold_is_taken_out_and_the_rest_is_kept()
    {
        var (_, ann) = await Talk();
        await ann.Sends("Grüße\0 \U0001F44B\r\nline");
        (await ann.Screen()).Messages.ShouldContain(m => m.Content == "Grüße \U0001F44B\nline");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_as_too_large()
    {
        var (shop, ann) = await Talk();
        (await ann.Sends(new string('x', 3_000_000))).Refused(413, "request_too_large");
        (await shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = shop.ChatbotId, title = "Much", content = new string('x', 3_000_000) })).Refused(413, "request_too_large");
    }

    [Fact]
    public async Task Another_media_type_is_not_read()
    {
        (await app.Node.Send(HttpMethod.Post, Message, new StringContent("app_key=1", Encoding.UTF8, "application/x-www-form-urlencoded"))).Status.ShouldBe(415);
        (await app.Node.Send(HttpMethod.Post, "/api/v1/auth/login", new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } })).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData("?after=abc")]
    [InlineData("?after=99999999999999999999")]
    [InlineData("?wait=1e9")]
    [InlineData("?conversation_id=1")]
    [InlineData("?changed_after=x")]
    public async Task History_takes_numbers_only(string query)
    {
        var (_, ann) = await Talk();
        (await ann.History(query)).Refused(400, "invalid_request");
    }

    [Theory]
    [InlineData("?after=-1")]
    [InlineData("?after=9223372036854775807&wait=-5")]
    [InlineData("?before=-9223372036854775808")]
    [InlineData("?after=0&changed_after=9223372036854775807")]
    public async Task History_stands_odd_numbers(string query)
    {
        var (_, ann) = await Talk();
        (await ann.History(query)).Ok();
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-1")]
    [InlineData("?page=10001")]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=99999999999")]
    [InlineData("?page=x")]
    [InlineData("?status=nonsense")]
    [InlineData("?status=%00")]
    public async Task Lists_say_which_pages_there_are(string query)
    {
        var (shop, _) = await Talk();
        (await shop.Sarah.Get("/api/v1/conversations" + query)).Refused(400, "invalid_request");
    }

    [Theory]
    [InlineData("GET", "/api/public/chat/connect", 426)]
    [InlineData("GET", "/api/v1/realtime", 426)]
    [InlineData("GET", "/widget/nobody.js", 404)]
    [InlineData("GET", "/widget/%00.js", 400)]
    [InlineData("GET", "/widget/%00/frame", 400)]
    [InlineData("GET", "/widget/assets/%2e%2e%2floader.js", 404)]
    [InlineData("GET", "/api/public/chat/history/not-a-guid", 404)]
    [InlineData("DELETE", "/api/public/chat/message", 405)]
    public async Task Odd_addresses_are_answered(string method, string path, int status) =>
        (await app.Node.Send(new HttpMethod(method), path, null)).Status.ShouldBe(status);

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("fv_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("a.b.c")]
    public async Task A_garbage_token_is_no_token(string token)
    {
        var (_, ann) = await Talk();
        ann.Token = token;
        (await ann.History()).Refused(401, "token_invalid");
        var line = await Opened(ann);
        await line.Send("auth", new { token });
        (await line.ClosedWith()).ShouldBe(4401);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"event":1}""")]
    [InlineData("""{"event":null,"data":{}}""")]
    [InlineData("""{"event":"ping"} {"event":"ping"}""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("\"ping\"")]
    public async Task What_is_no_frame_closes_the_socket_with_4400(string text)
    {
        var (_, ann) = await Talk();
        await ann.Connects();
        await ann.Line!.SendText(text);
        (await ann.Line.ClosedWith()).ShouldBe(4400);
    }

    [Fact]
    public async Task Bytes_close_the_socket_with_4400()
    {
        var (_, ann) = await Talk();
        await ann.Connects();
        await ann.Line!.SendBytes([1, 2, 3], WebSocketMessageType.Binary);
        (await ann.Line.ClosedWith()).ShouldBe(4400);
    }

    [Fact]
    public async Task A_frame_over_64_KiB_closes_the_socket_with_4400()
    {
        var (_, ann) = await Talk();
        await ann.Connects();
        await ann.Line!.SendText($$$"""{"event":"ping","data":{"x":"{{{new string('x', 80_000)}}}"}}""");
        (await ann.Line.ClosedWith()).ShouldBe(4400);
    }

    [Fact]
    public async Task A_frame_before_auth_closes_the_socket_with_4401()
    {
        var (_, ann) = await Talk();
        var line = await Opened(ann);
        await line.Send("resume", new { conversation_id = ann.ConversationId, seq = 0, change = 0 });
        (await line.ClosedWith()).ShouldBe(4401);
        line.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_instead_of_auth_closes_the_socket_with_4401()
    {
        var (_, ann) = await Talk();
        (await (await Opened(ann)).ClosedWith()).ShouldBe(4401);
    }

    [Theory]
    [InlineData("""{"event":"resume","data":{"conversation_id":5}}""")]
    [InlineData("""{"event":"resume","data":{"conversation_id":"CONVERSATION","seq":-1}}""")]
    [InlineData("""{"event":"resume","data":{"conversation_id":"CONVERSATION","seq":99999999999999999999999}}""")]
    [InlineData("""{"event":"resume","data":[]}""")]
    [InlineData("""{"event":"resume","data":null}""")]
    [InlineData("""{"event":"resume"}""")]
    [InlineData("""{"event":"message:send","data":{"conversation_id":"CONVERSATION","client_message_id":"x","content":"Hi"}}""")]
    [InlineData("""{"event":"message:send","data":{"conversation_id":"CONVERSATION","client_message_id":"0199a000-0000-7000-8000-00000000000b","content":null}}""")]
    [InlineData("""{"event":"message:send","data":{"conversation_id":"CONVERSATION","client_message_id":"0199a000-0000-7000-8000-00000000000b","content":"\ud800"}}""")]
    [InlineData("""{"event":"message:read","data":{"conversation_id":"CONVERSATION","seq":"1"}}""")]
    [InlineData("""{"event":"message:delete","data":{}}""")]
    [InlineData("""{"event":"","data":{}}""")]
    public async Task A_frame_of_the_wrong_shape_is_an_error_and_the_socket_lives(string frame)
    {
        var (_, ann) = await Talk();
        await ann.Connects();
        await ann.Line!.SendText(frame.Replace("CONVERSATION", $"{ann.ConversationId}"));
        (await ann.Line.Receives("error")).GetProperty("code").GetString().ShouldBe("invalid_request");
        await ann.Line.Settles();
    }

    [Theory]
    [InlineData("", "message_empty")]
    [InlineData("  \\u0000 ", "message_empty")]
    [InlineData("LONG", "message_too_long")]
    public async Task A_message_that_cannot_be_is_refused_on_the_socket(string content, string code)
    {
        var (_, ann) = await Talk();
        await ann.Connects();
        await ann.Line!.SendText($$$"""{"event":"message:send","data":{"conversation_id":"{{{ann.ConversationId}}}","client_message_id":"{{{Guid.NewGuid()}}}","content":"{{{content.Replace("LONG", new string('x', 4001))}}}"}}""");
        (await ann.Line.Receives("message:refused")).GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?app_key=nobody")]
    [InlineData("?app_key=%00")]
    [InlineData("?app_key=%FF%FE")]
    public async Task A_socket_for_an_unknown_chatbot_is_not_opened(string query) =>
        (await Should.ThrowAsync<HandshakeRefusedException>(() => Line.Open(app.Node.Socket("/api/public/chat/connect" + query)))).Status.ShouldBe(404);

    private async Task<(Shop, Visitor)> Talk()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        return (shop, ann);
    }

    private Task<Line> Opened(Visitor visitor) => Line.Open(app.Node.Socket(visitor.SocketPath));

    private static IEnumerable<string> Fields(JsonObject body) => body.SelectMany(f => f.Value is JsonObject { Count: > 0 } inner
        ? inner.Select(i => $"{f.Key}.{i.Key}").Append(f.Key)
        : [f.Key]);

    /// <summary>The body with one value in its place, however wrong.</summary>
    private static string With(string body, string field, string value)
    {
        const string mark = "\"PUT-HERE\"";
        var json = JsonNode.Parse(body)!.AsObject();
        var (owner, name) = field.Split('.') is [var outer, var inner] ? (json[outer]!.AsObject(), inner) : (json, field);
        owner[name] = "PUT-HERE";
        return json.ToJsonString().Replace(mark, value);
    }
}

internal static class NoFault
{
    /// <summary>Well or refused with a code, but no fault on our side.</summary>
    public static void ShouldBeNoFault(this Reply reply, string request)
    {
        reply.Status.ShouldBeLessThan(500, $"{request}\n{reply.Text}");
        if (reply.Status >= 400)
        {
            reply.Code.ShouldNotBeNull($"{request}\n{reply.Status} {reply.Text}");
        }
    }
}
