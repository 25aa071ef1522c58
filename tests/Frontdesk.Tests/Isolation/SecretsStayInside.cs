using Frontdesk.Isolation;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Isolation;

/// <summary>Everything that an owner can read, looked through for what nobody may read: keys, hashes, secrets, tokens.</summary>
public sealed class SecretsStayInside(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    /// <summary>Bytes as hex and base64, texts as they are.</summary>
    private const string Stored = """
        select array_agg(distinct s) from (
          select unnest(array[encode(hash, 'hex'), encode(hash, 'base64')]) s from api_keys
          union all select client_secret_encrypted from sso_connections
          union all select provider_key_encrypted from chatbots
          union all select key_encrypted from embedding_models
          union all select password_hash from users
          union all select totp_secret_encrypted from users
          union all select unnest(array[encode(refresh_hash, 'hex'), encode(refresh_hash, 'base64')]) from sessions
          union all select unnest(array[encode(token_hash, 'hex'), encode(token_hash, 'base64')]) from invitations
          union all select unnest(array[encode(token_hash, 'hex'), encode(token_hash, 'base64')]) from visitor_sessions
          union all select unnest(array[encode(token_hash, 'hex'), encode(token_hash, 'base64')]) from second_tokens) x where s is not null
        """;

    [Fact]
    public async Task No_answer_and_no_page_holds_a_secret()
    {
        var ct = TestContext.Current.CancellationToken;
        await Agent.Registers(app, "Sarah", "Whoever was here before");
        using var door = new FrontDoor(app.Node.Url, app.Services.GetRequiredService<SessionTokens>());
        var company = await Company.Found(app.Services, ct);
        await new Furnish(door).Everything(company, ct);
        (await door.Call("PATCH", $"/api/v1/chatbots/{company.Objects["chatbot"]}", Samples.Json(new { ai_settings = new { provider = "openai", model = "small", api_key = "sk-nobody-reads-this-7" } }), company.Tokens[Caller.Owner], ct)).Status.ShouldBe(200);
        (await door.Call("PUT", $"/api/v1/chatbots/{company.Objects["chatbot"]}/embeddings", Samples.Json(new { provider = "openai", model = "small", api_key = "sk-nor-does-this-8" }), company.Tokens[Caller.Owner], ct)).Status.ShouldBe(200);
        string[] secrets = ["sk-nobody-reads-this-7", "sk-nor-does-this-8", $"secret-{company.Word}", company.Tokens[Caller.StrangersKey], company.Tokens[Caller.EmptyKey], company.Tokens[Caller.Visitor], .. await app.Value<string[]>(Stored)];
        secrets.Length.ShouldBeGreaterThan(10);

        var read = 0;
        foreach (var operation in Operations.InDocument(await door.OpenApi(ct)).Concat(Operations.OutsideDocument(app.Services.GetRequiredService<EndpointDataSource>().Endpoints)).Where(o => o.Method == "GET"))
        {
            var answer = operation.OnPage
                ? await door.Visit("GET", Address(operation, company), null, company.SessionOf(Caller.Owner), ct)
                : await door.Call("GET", Address(operation, company), null, company.Tokens[Caller.Owner], ct);
            read += answer.Status == 200 ? 1 : 0;
            secrets.Where(secret => (answer.Body + answer.Headers).Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(operation.ToString());
        }

        read.ShouldBeGreaterThan(40);
        await company.Close(app.Services.GetRequiredService<DataSources>(), ct);
    }

    private static string Address(Operation operation, Company company)
    {
        var named = Objects.Named(operation)?.Name;
        var path = operation.Places.Aggregate(operation.Path, (path, place) => path.Replace($"{{{place}}}",
            named is not null && company.Objects.TryGetValue(named, out var id) ? id : place == "key" ? company.Objects["public_key"] : Guid.NewGuid().ToString(), StringComparison.Ordinal));
        return operation.Query.Contains("chatbot_id") ? $"{path}?chatbot_id={company.Objects["chatbot"]}" : path;
    }
}
