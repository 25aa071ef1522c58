using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>A connection as the API and the pages show it: never with its secret.</summary>
/// <param name="RedirectUri">To be entered at the provider.</param>
/// <param name="LastError">Why the last sign-in or test failed; null when it worked.</param>
public sealed record SsoConnectionView(
    Guid Id, string Name, string Issuer, string ClientId, IReadOnlyList<string> EmailDomains, bool CreateMembers, Role DefaultRole, bool Enabled,
    string RedirectUri, string? LastError, DateTimeOffset? LastErrorAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SsoConnectionView Of(SsoConnection c, PublicAddress here) => new(
        c.Id, c.Name, c.Issuer, c.ClientId, c.EmailDomains, c.CreateMembers, c.DefaultRole, c.Enabled,
        here.To($"/sign-in/callback/{c.Id}"), c.LastError, c.LastErrorAt, c.CreatedAt, c.UpdatedAt);
}

/// <summary>A workspace's own providers over the API.</summary>
public static class SsoRoutes
{
    /// <param name="Works">Whether the provider answered as it must.</param>
    public sealed record TestView(bool Works, string? Error);

    public static void MapSsoApi(this IEndpointRouteBuilder routes)
    {
        var connections = routes.MapGroup("/api/v1/sso-connections").WithTags("Single sign-on").Requires(Permission.SecurityManage);
        connections.MapGet("", async (CurrentAgent agent, FrontdeskDb db, PublicAddress here, CancellationToken ct) =>
            TypedResults.Ok(new { data = (await db.SsoConnections.AsNoTracking().ManagedBy(agent).OrderBy(c => c.CreatedAt).ToListAsync(ct)).ConvertAll(c => SsoConnectionView.Of(c, here)) }));
        connections.MapGet("/{id:guid}", async Task<IResult> (Guid id, CurrentAgent agent, FrontdeskDb db, PublicAddress here, CancellationToken ct) =>
            await db.SsoConnections.AsNoTracking().ManagedBy(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is { } connection ? TypedResults.Ok(SsoConnectionView.Of(connection, here)) : Problem.NotFound());
        connections.MapPost("", async (SsoConnectionRequest body, CurrentAgent agent, SaveSsoConnection save, PublicAddress here, CancellationToken ct) =>
            Answer(await save.New(body, agent, ct), here, isNew: true));
        connections.MapPatch("/{id:guid}", async (Guid id, SsoConnectionRequest body, CurrentAgent agent, SaveSsoConnection save, PublicAddress here, CancellationToken ct) =>
            Answer(await save.Change(id, body, agent, ct), here, isNew: false));
        connections.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, SaveSsoConnection save, CancellationToken ct) => await save.Delete(id, agent, ct) switch
        {
            (false, _) => (IResult)Problem.NotFound(),
            (_, { } refused) => refused.AsProblem(),
            _ => TypedResults.NoContent(),
        });
        connections.MapPost("/{id:guid}/test", async Task<IResult> (Guid id, CurrentAgent agent, TestSsoConnection test, CancellationToken ct) =>
            await test.Of(id, agent, ct) is { } connection ? TypedResults.Ok(new TestView(connection.LastError is null, connection.LastError)) : Problem.NotFound());
    }

    private static IResult Answer(SavedConnection saved, PublicAddress here, bool isNew) => saved switch
    {
        { Errors: { } errors } => Problem.Invalid(errors),
        { Refused: { } refused } => refused.AsProblem(),
        { Connection: null } => Problem.NotFound(),
        { Connection: { } connection } when isNew => TypedResults.Created($"/api/v1/sso-connections/{connection.Id}", SsoConnectionView.Of(connection, here)),
        { Connection: { } connection } => TypedResults.Ok(SsoConnectionView.Of(connection, here)),
    };
}
