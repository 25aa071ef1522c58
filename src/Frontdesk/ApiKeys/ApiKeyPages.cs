using Frontdesk.ApiKeys.Pages;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.ApiKeys;

/// <summary>The workspace's keys under Settings: see, make, change, revoke.</summary>
public static class ApiKeyPages
{
    public static void MapApiKeyPages(this IEndpointRouteBuilder pages)
    {
        var keys = pages.MapGroup("/settings/api-keys").RequiresOnPage(Permission.ApiKeyManage).DisableAntiforgery();
        keys.MapGet("", async (CurrentAgent agent, ListApiKeys list, CancellationToken ct) => (IResult)Page<ApiKeysPage>(new { Keys = await list.For(agent, ct) }));
        keys.MapGet("/new", (CurrentAgent agent) => Form(agent, new NewApiKeyValues("", [], ApiKey.UsualLimit), FormErrors.None));
        keys.MapPost("", Create);
        keys.MapGet("/{id:guid}", async (Guid id, CurrentAgent agent, ListApiKeys list, CancellationToken ct) =>
            await list.One(id, agent, ct) is { } key ? Page<ApiKeyPage>(new { Key = key, key.Name, Limit = $"{key.LimitPerHour}" }) : Results.NotFound());
        keys.MapPost("/{id:guid}", Change);
        keys.MapPost("/{id:guid}/revoke", Revoke);
    }

    /// <summary>The key stands in this one answer and nowhere else, so there is no redirect to a page that would need to know it.</summary>
    private static async Task<IResult> Create(
        [FromForm] string? name, [FromForm(Name = "limit_per_hour")] string? limit, HttpContext http, CurrentAgent agent, CreateApiKey create, CancellationToken ct)
    {
        var scopes = http.Request.Form["scopes"].OfType<string>().ToList();
        var made = await create.From(new ApiKeyRequest(name, scopes, Number(limit)), agent, ct);
        if (made.Key is null)
        {
            var errors = made.Errors?.OnForm() ?? new FormErrors { [""] = made.Refused!.Detail };
            return Form(agent, new NewApiKeyValues(name ?? "", scopes, Number(limit)), errors, StatusCodes.Status422UnprocessableEntity);
        }

        return http.Request.AcceptsStream()
            ? Stream<CreatedApiKeyStream>(new { made.Key.Name, Token = made.Token! })
            : Page<CreatedApiKeyPage>(new { made.Key.Name, Token = made.Token! });
    }

    private static async Task<IResult> Change(
        Guid id, [FromForm] string? name, [FromForm(Name = "limit_per_hour")] string? limit,
        HttpContext http, CurrentAgent agent, ChangeApiKey change, ListApiKeys list, CancellationToken ct)
    {
        var (key, errors) = await change.From(id, new ApiKeyChange(name ?? "", Number(limit)), agent, ct);
        if (errors is not null)
        {
            return Page<ApiKeyPage>(new { Key = (await list.One(id, agent, ct))!, Name = name ?? "", Limit = limit ?? "", Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        if (key is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Saved. It holds from the next request on.");
        return SeeOther($"/settings/api-keys/{id}");
    }

    private static async Task<IResult> Revoke(Guid id, HttpContext http, CurrentAgent agent, RevokeApiKey revoke, CancellationToken ct)
    {
        if (await revoke.Handle(id, agent, ct) is not { } key)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, $"{key.Name} is revoked. Programs that use it are refused from now on.");
        return SeeOther("/settings/api-keys");
    }

    private static IResult Form(CurrentAgent agent, NewApiKeyValues values, FormErrors errors, int status = StatusCodes.Status200OK) =>
        Page<NewApiKeyPage>(new { Groups = ScopeWords.For(agent), Values = values, Errors = errors }, status);

    /// <summary>What is no number breaks the rule of the field instead of the request.</summary>
    private static int Number(string? text) => int.TryParse(text, out var number) ? number : 0;
}
