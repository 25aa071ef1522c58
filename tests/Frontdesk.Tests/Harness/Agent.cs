using Frontdesk.Conversations;
using Shouldly;

namespace Frontdesk.Tests.Harness;

/// <summary>A member of a workspace who works through the API and the realtime socket.</summary>
public sealed class Agent(FrontdeskApp app, string name, string email, string password)
{
    public const string Password = "Correct-Horse-7";

    public string Name => name;
    public string Email => email;
    public string AccessToken { get; private set; } = "";
    public string RefreshCookie { get; private set; } = "";
    public Guid UserId { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Node Node { get; set; } = app.Node;

    public static async Task<Agent> Registers(FrontdeskApp app, string name, string company)
    {
        var agent = new Agent(app, name, $"{name.ToLowerInvariant()}.{Guid.NewGuid():N}@company.test", Password);
        var answer = await app.Node.Post("/api/v1/auth/register", new { email = agent.Email, password = Password, name, company_name = company });
        agent.Keeps(answer.Status == 201 ? answer : await agent.Confirms(answer));
        return agent;
    }

    public Task<Agent> SignsInAgain() => SignsIn(app, name, email, password);

    public static async Task<Agent> SignsIn(FrontdeskApp app, string name, string email, string password = Password)
    {
        var agent = new Agent(app, name, email, password);
        agent.Keeps(await app.Node.Post("/api/v1/auth/login", new { email, password }));
        return agent;
    }

    public Task<Reply> Get(string path) => Node.Get(path, AccessToken);
    public Task<Reply> Post(string path, object? body = null) => Node.Post(path, body ?? new { }, AccessToken);
    public Task<Reply> Patch(string path, object body) => Node.Patch(path, body, AccessToken);
    public Task<Reply> Delete(string path) => Node.Delete(path, AccessToken);

    public Task<Reply> TriesToTakeOver(Guid conversation) => Post($"/api/v1/conversations/{conversation}/takeover");
    public Task<Reply> TriesToSay(Guid conversation, string content, Guid? id = null) =>
        Post($"/api/v1/conversations/{conversation}/messages", new { content, client_message_id = id ?? Guid.CreateVersion7() });

    public async Task TakesOver(Guid conversation) => (await TriesToTakeOver(conversation)).Ok();
    public async Task<Reply> Says(Guid conversation, string content) => (await TriesToSay(conversation, content)).Ok();
    public async Task Returns(Guid conversation) => (await Post($"/api/v1/conversations/{conversation}/return-to-ai")).Ok();
    public async Task Resolves(Guid conversation) => (await Post($"/api/v1/conversations/{conversation}/resolve")).Ok();
    public async Task Reopens(Guid conversation) => (await Post($"/api/v1/conversations/{conversation}/reopen")).Ok();
    public async Task<ConversationView> Sees(Guid conversation) => (await Get($"/api/v1/conversations/{conversation}")).As<ConversationView>();

    /// <summary>Opens the realtime socket and proves who asks.</summary>
    public async Task<Line> Connects(Node? to = null)
    {
        var line = await Line.Open((to ?? Node).Socket("/api/v1/realtime"));
        await line.Send("auth", new { token = AccessToken });
        (await line.Receives("ready")).GetProperty("workspace_id").GetGuid().ShouldBe(WorkspaceId);
        return line;
    }

    /// <summary>Opens the socket and follows one conversation from its beginning.</summary>
    public async Task<Line> Follows(Guid conversation, Node? to = null)
    {
        var line = await Connects(to);
        await line.Send("subscribe", new { conversation_id = conversation, seq = 0, change = 0 });
        await line.Receives("resumed");
        return line;
    }

    /// <summary>All but the first account of an installation answer a mail before they sign in.</summary>
    private async Task<Reply> Confirms(Reply answer)
    {
        answer.Status.ShouldBe(202, answer.Text);
        (await app.Node.Post("/api/v1/auth/verify-email", new { token = (await app.Mail(email, "Confirm your e-mail address")).Token, password })).Ok();
        return await app.Node.Post("/api/v1/auth/login", new { email, password });
    }

    private void Keeps(Reply answer)
    {
        answer.Ok();
        AccessToken = answer["access_token"].GetString()!;
        UserId = answer["user"].GetProperty("id").GetGuid();
        WorkspaceId = answer["user"].GetProperty("workspace_id").GetGuid();
        RefreshCookie = CookieOf(answer);
    }

    /// <summary>The refresh cookie that an answer sets, as a browser would send it back.</summary>
    public static string CookieOf(Reply answer) => answer.Headers["Set-Cookie"].Single(c => c.StartsWith("fd_refresh=", StringComparison.Ordinal)).Split(';')[0];
}
