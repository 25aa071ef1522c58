using System.Net.Http.Json;
using System.Text;
using Frontdesk.Platform.Text;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.Knowledge.Doors;

/// <summary>A way to a chatbot's knowledge: an endpoint, and how it is asked for something of a shelf.</summary>
/// <param name="Endpoint">As it is mapped: the method and the pattern.</param>
internal sealed record Way(string Endpoint, Func<Shelf, Ask> Ask)
{
    /// <summary>Answers as if what is not the member's were not there at all, or shows what is theirs instead; others answer 404.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>Neither shows nor changes what is kept.</summary>
    public bool IsPlain { get; private init; }

    public string Method => Endpoint.Split(' ')[0];

    public Way Silently() => this with { IsSilent = true };

    public Way Plainly() => this with { IsPlain = true };

    public async Task<Reply> Of(Shelf shelf, Agent agent)
    {
        var ask = Ask(shelf);
        using var body = ask.Content();
        return await agent.Node.Send(new HttpMethod(Method), Endpoint.Split(' ')[1].Replace("{id:guid}", $"{ask.Id}", StringComparison.Ordinal) + ask.Query, body, agent.AccessToken);
    }
}

/// <summary>What an endpoint is asked: which id stands in its address, and what is sent.</summary>
internal sealed record Ask(Guid? Id = null, string Query = "", object? Body = null, (string Name, string Value)[]? Form = null, (string Name, string Content)? File = null)
{
    public HttpContent? Content() => this switch
    {
        { File: var (name, content) } => Uploading.FormOf(name, Encoding.UTF8.GetBytes(content), Form ?? []),
        { Form: { } fields } => new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        { Body: { } body } => JsonContent.Create(body, body.GetType(), options: Json.Options),
        _ => null,
    };
}
