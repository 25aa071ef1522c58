using System.Net.Http.Headers;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.SignIn;

/// <summary>Somebody in front of the sign-in pages with a browser of their own.</summary>
internal sealed class Person(FrontdeskApp app)
{
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public async Task<Reply> Submits(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return Keeps(await app.Node.Send(HttpMethod.Post, path, form, null, Headers()));
    }

    public async Task<Reply> Uploads(string path, byte[] file, string name, string type)
    {
        using var form = Multipart(file, name, type);
        return Keeps(await app.Node.Send(HttpMethod.Post, path, form, null, Headers()));
    }

    public async Task<Reply> Opens(string path) => Keeps(await app.Node.Send(HttpMethod.Get, path, null, null, Headers()));

    public static MultipartFormDataContent Multipart(byte[] file, string name, string type)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { content, "file", name } };
    }

    private (string, string)[] Headers() =>
        [("Sec-Fetch-Site", "same-origin"), .. _cookies.Count == 0 ? Array.Empty<(string, string)>() : [("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")))]];

    private Reply Keeps(Reply reply)
    {
        foreach (var cookie in reply.Headers["Set-Cookie"])
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        return reply;
    }
}

internal static class Untraced
{
    /// <summary>Everything of an answer but what every request has of its own: the trace, the time and the random cookie.</summary>
    public static string Of(Reply reply) => string.Join('\n',
    [
        $"{reply.Status}",
        reply.Body.ValueKind == System.Text.Json.JsonValueKind.Object ? string.Join('\n', reply.Body.EnumerateObject().Where(p => p.Name is not ("traceId" or "trace_id")).Select(p => p.ToString())) : reply.Text,
        .. reply.Headers.Where(h => h.Key is not ("Date" or "Set-Cookie" or "Content-Security-Policy")).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(", ", h)}"),
        .. reply.Headers["Set-Cookie"].Select(c => c.Split((char)61)[0]),
    ]);
}
