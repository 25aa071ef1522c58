using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.ApiKeys;

/// <summary>API keys over the API, for people with a session: a key manages no keys.</summary>
public static class ApiKeyRoutes
{
    public sealed record NewKeyView(ApiKeyView ApiKey, string Key);

    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/api-keys").WithTags("API keys").Requires(Permission.ApiKeyManage);
        keys.MapGet("", async (CurrentAgent agent, ListApiKeys list, CancellationToken ct) => TypedResults.Ok(new { data = await list.For(agent, ct), scopes = KeyScopes.All.Where(s => KeyScopes.MayGive(agent.Permissions, s)) }));
        keys.MapGet("/{id:guid}", async (Guid id, CurrentAgent agent, ListApiKeys list, CancellationToken ct) =>
            await list.One(id, agent, ct) is { } key ? Results.Ok(key) : NotFound());
        keys.MapPost("", Create);
        keys.MapPatch("/{id:guid}", Change);
        keys.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, RevokeApiKey revoke, CancellationToken ct) =>
            await revoke.Handle(id, agent, ct) is null ? NotFound() : TypedResults.NoContent());
    }

    private static async Task<IResult> Create(ApiKeyRequest body, CurrentAgent agent, CreateApiKey create, ListApiKeys list, CancellationToken ct) => await create.From(body, agent, ct) switch
    {
        { Errors: { } errors } => Problem.Invalid(errors),
        { Refused: { } refused } => refused.AsProblem(),
        var made => TypedResults.Created($"/api/v1/api-keys/{made.Key!.Id}", new NewKeyView((await list.One(made.Key.Id, agent, ct))!, made.Token!)),
    };

    private static async Task<IResult> Change(Guid id, ApiKeyChange body, CurrentAgent agent, ChangeApiKey change, ListApiKeys list, CancellationToken ct) => await change.From(id, body, agent, ct) switch
    {
        (_, { } errors) => Problem.Invalid(errors),
        (null, _) => NotFound(),
        _ => TypedResults.Ok(await list.One(id, agent, ct)),
    };

    private static IResult NotFound() => Problem.NotFound("api_key_not_found");
}
