using System.Net.Http.Headers;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.SignIn;

/// <summary>A browser's tab: it keeps cookies, posts forms from our own pages and follows nothing by itself.</summary>
public sealed class Tab(Node node)
{
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public string CookieHeader => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    public bool IsSignedIn => _cookies.Keys.Any(name => name.EndsWith("fd_session", StringComparison.Ordinal));

    public void Keep(string name, string value) => _cookies[name] = value;

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Reply> Post(string path, params (string Name, string Value)[] fields) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public Task<Reply> SignsIn(string email, string password = Agent.Password, string returnTo = "/inbox") =>
        Post("/sign-in", ("email", email), ("password", password), ("return_to", returnTo));

    private async Task<Reply> Send(HttpMethod method, string path, HttpContent? content)
    {
        var reply = await node.Send(method, path, content, null, ("Cookie", CookieHeader), ("Sec-Fetch-Site", "same-origin"), ("Accept", new MediaTypeHeaderValue("text/html").ToString()));
        foreach (var set in reply.Headers["Set-Cookie"])
        {
            var (name, value) = (set.Split('=', 2)[0], set.Split('=', 2)[1].Split(';')[0]);
            if (value.Length == 0) _cookies.Remove(name);
            else _cookies[name] = value;
        }

        return reply;
    }
}

public static class Destinations
{
    /// <summary>Where a redirect leads.</summary>
    public static string? LeadsTo(this Reply reply) => reply.Status == 303 ? reply.Headers["Location"].Single() : null;
}
