using Frontdesk.Chatbots.Pages;
using Frontdesk.Conversations;
using Frontdesk.Knowledge;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Chatbots;

/// <summary>The list of chatbots, the form that makes one, and the four leaves of its settings.</summary>
public static class ChatbotPages
{
    public static void MapChatbotPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/chatbots").RequiresOnPage(Permission.ChatbotView);
        reading.MapGet("", List);
        reading.MapGet("/{id:guid}", (Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(id, agent, db, chatbot => Page(chatbot, General(chatbot)), ct));
        reading.MapGet("/{id:guid}/appearance", (Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(id, agent, db, chatbot => Page(chatbot, Appearance(chatbot)), ct));
        reading.MapGet("/{id:guid}/ai", (Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(id, agent, db, chatbot => Page(chatbot, Ai(chatbot)), ct));
        reading.MapGet("/{id:guid}/install", (Guid id, CurrentAgent agent, FrontdeskDb db, EmbedCode embed, StartOptions start, CancellationToken ct) => Show(id, agent, db, chatbot => Page(chatbot, Install(chatbot, embed, start)), ct));

        var making = pages.MapGroup("/chatbots").RequiresOnPage(Permission.ChatbotCreate).DisableAntiforgery();
        making.MapGet("/new", () => Page<NewChatbotPage>());
        making.MapPost("", Create);
        pages.MapGroup("/chatbots").RequiresOnPage(Permission.ChatbotDelete).DisableAntiforgery().MapPost("/{id:guid}/delete", Archive);

        var editing = pages.MapGroup("/chatbots/{id:guid}").RequiresOnPage(Permission.ChatbotEdit).DisableAntiforgery();
        editing.MapPost("", SaveGeneral);
        editing.MapPost("/appearance", SaveAppearance);
        editing.MapPost("/ai", SaveAi);
        editing.MapPost("/install", SaveInstall);
    }

    private static async Task<IResult> List(CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var (conversations, sources) = (db.Conversations, db.Sources);
        var rows = await db.Chatbots.AsNoTracking().VisibleTo(agent).OrderBy(c => c.CreatedAt).Select(c => new
        {
            Chatbot = c,
            Conversations = conversations.Count(v => v.ChatbotId == c.Id),
            Sources = sources.Count(s => s.ChatbotId == c.Id),
        }).ToListAsync(ct);
        return Page<ChatbotsPage>(new
        {
            Rows = (IReadOnlyList<ChatbotRow>)rows.ConvertAll(r => new ChatbotRow(r.Chatbot.Id.ToString(), r.Chatbot.Name, r.Chatbot.Status == ChatbotStatus.Active,
                r.Chatbot.Settings.Appearance.Accent, r.Conversations, r.Sources, Seen(r.Chatbot))),
        });
    }

    private static async Task<IResult> Create(
        [FromForm] string? name, [FromForm(Name = "website_url")] string? website, [FromForm] string? personality, [FromForm] string? greeting,
        HttpContext http, CurrentAgent agent, CreateChatbot create, CancellationToken ct)
    {
        var domain = Uri.TryCreate(website, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.Host : null;
        var (chatbot, errors) = await create.From(new ChatbotRequest(
            name ?? "", Personality: personality, GreetingMessage: string.IsNullOrWhiteSpace(greeting) ? null : greeting), agent, ct);
        if (chatbot is null)
        {
            return Page<NewChatbotPage>(new { Values = new NewChatbotValues(name ?? "", website ?? "", personality ?? "friendly", greeting ?? ""), Errors = errors!.OnForm(Fields) }, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, domain is null ? "Your chatbot is ready. Put it on your website." : $"Your chatbot is ready. Put it on {domain}.");
        return SeeOther($"/chatbots/{chatbot.Id}/install");
    }

    private static async Task<IResult> Archive(Guid id, HttpContext http, CurrentAgent agent, ChangeChatbot change, CancellationToken ct)
    {
        if (await change.From(id, new ChatbotRequest(Status: ChatbotStatus.Archived), agent, ct) is not ({ } chatbot, _))
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, $"{chatbot.Name} is gone from your websites. Its conversations stay.");
        return SeeOther("/chatbots");
    }

    private static async Task<IResult> SaveGeneral(
        Guid id, [FromForm] string? name, [FromForm] string? personality, [FromForm] string? greeting,
        [FromForm] string? instructions, [FromForm(Name = "contact_email")] string? contact, [FromForm] string? status, [FromForm] string? nps, [FromForm(Name = "inactivity_timeout")] int? inactivity,
        HttpContext http, CurrentAgent agent, ChangeChatbot change, FrontdeskDb db, CancellationToken ct)
    {
        var questions = http.Request.Form["starter_questions"].Select(q => q ?? "").ToList();
        return await Save(id, "", new ChatbotRequest(name ?? "", status == "inactive" ? ChatbotStatus.Inactive : ChatbotStatus.Active, personality, greeting ?? "", questions, instructions ?? "", contact ?? "", NpsEnabled: nps is null ? null : nps == "on", InactivityTimeout: inactivity),
            (chatbot, errors) => Page(chatbot, new GeneralForm(name ?? "", personality ?? "", greeting ?? "", questions, instructions ?? "", status != "inactive", contact ?? "", nps == "on", inactivity), errors),
            http, agent, change, db, ct);
    }

    private static async Task<IResult> SaveAppearance(
        Guid id, [FromForm(Name = "accent_color")] string? accent, [FromForm] string? position, [FromForm] string? size, [FromForm(Name = "button_text")] string? text,
        HttpContext http, CurrentAgent agent, ChangeChatbot change, FrontdeskDb db, CancellationToken ct) =>
        await Save(id, "/appearance", new ChatbotRequest(WidgetSettings: new(accent, position, size, text ?? "")),
            (chatbot, errors) => Page(chatbot, new AppearanceForm(accent ?? "", position ?? "", size ?? "", text ?? ""), errors), http, agent, change, db, ct);

    private static async Task<IResult> SaveAi(
        Guid id, [FromForm] string? provider, [FromForm(Name = "base_url")] string? baseUrl, [FromForm] string? model, [FromForm(Name = "api_key")] string? key,
        [FromForm] double? temperature, [FromForm(Name = "max_tokens")] int? maxTokens, [FromForm(Name = "confidence_threshold")] double? threshold, [FromForm(Name = "ai_after_silent_agent")] bool? afterSilence,
        HttpContext http, CurrentAgent agent, ChangeChatbot change, FrontdeskDb db, CancellationToken ct) =>
        await Save(id, "/ai", new ChatbotRequest(AiSettings: new(
                Enabled: provider != "off", Provider: provider switch { "off" => null, "builtin" => "built_in", _ => provider }, BaseUrl: baseUrl, Model: model, ApiKey: string.IsNullOrWhiteSpace(key) ? null : key,
                Temperature: temperature, MaxTokens: maxTokens, ConfidenceThreshold: threshold, AiAfterSilentAgent: afterSilence)),
            (chatbot, errors) => Page(chatbot, Ai(chatbot) with { Provider = provider ?? "builtin", BaseUrl = baseUrl ?? "", Model = model ?? "" }, errors), http, agent, change, db, ct);

    private static async Task<IResult> SaveInstall(
        Guid id, [FromForm(Name = "allowed_domains")] string? domains, HttpContext http, CurrentAgent agent, ChangeChatbot change, FrontdeskDb db, EmbedCode embed, StartOptions start, CancellationToken ct)
    {
        var lines = (domains ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return await Save(id, "/install", new ChatbotRequest(AllowedDomains: lines),
            (chatbot, errors) => Page(chatbot, Install(chatbot, embed, start) with { AllowedDomains = lines }, errors), http, agent, change, db, ct);
    }

    private static async Task<IResult> Save(
        Guid id, string leaf, ChatbotRequest request, Func<Chatbot, FormErrors, IResult> again, HttpContext http, CurrentAgent agent, ChangeChatbot change, FrontdeskDb db, CancellationToken ct)
    {
        var (chatbot, errors) = await change.From(id, request, agent, ct);
        if (errors is not null)
        {
            return again(await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleAsync(c => c.Id == id, ct), errors.OnForm(Fields));
        }

        if (chatbot is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Saved. Visitors see it from now on.");
        return SeeOther($"/chatbots/{id}{leaf}");
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, Func<Chatbot, IResult> page, CancellationToken ct) =>
        await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is { } chatbot ? page(chatbot) : TypedResults.NotFound();

    /// <summary>One leaf of the settings; which one is told by the type of what it shows.</summary>
    private static IResult Page(Chatbot chatbot, object leaf, FormErrors? errors = null) => Page<ChatbotSettingsPage>(new
    {
        Chatbot = new ChatbotHead(chatbot.Id.ToString(), chatbot.Name, chatbot.Status == ChatbotStatus.Active),
        General = leaf as GeneralForm,
        Appearance = leaf as AppearanceForm,
        Ai = leaf as AiForm,
        Install = leaf as InstallForm,
        Errors = errors ?? FormErrors.None,
    }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static GeneralForm General(Chatbot c) =>
        new(c.Name, c.Settings.Personality, c.Settings.Greeting, c.Settings.StarterQuestions, c.Settings.Instructions, c.Status == ChatbotStatus.Active, c.Settings.ContactEmail, c.Settings.NpsEnabled, c.Settings.InactivityMinutes);

    private static AppearanceForm Appearance(Chatbot c) =>
        new(c.Settings.Appearance.Accent, c.Settings.Appearance.Position, c.Settings.Appearance.Size, c.Settings.Appearance.ButtonText);

    private static AiForm Ai(Chatbot c) => new(
        !c.Settings.Ai.Enabled ? "off" : c.Settings.Ai.Provider == "built_in" ? "builtin" : c.Settings.Ai.Provider, c.Settings.Ai.BaseUrl, c.Settings.Ai.Model, c.ProviderKeyEncrypted is null ? null : c.ProviderKeyHint ?? "",
        c.Settings.Ai.Temperature, c.Settings.Ai.MaxTokens, c.Settings.Ai.ConfidenceThreshold,
        c.ProviderError is null ? null : new ProviderFailure(c.ProviderError, c.ProviderErrorAt!.Value), c.Settings.Ai.AiAfterSilentAgent);

    private static InstallForm Install(Chatbot c, EmbedCode embed, StartOptions start) =>
        new(embed.For(c.PublicKey), c.PublicKey, c.Settings.AllowedDomains, Seen(c), start.Demo && c.PublicKey == "fd_demo" ? "/demo" : null);

    private static SeenOn? Seen(Chatbot c) => c.SeenOn is null ? null : new SeenOn(c.SeenOn, c.SeenAt!.Value);

    /// <summary>The API's names of fields that are called otherwise on the form.</summary>
    private static readonly Dictionary<string, string> Fields = new() { ["greeting_message"] = "greeting", ["primary_color"] = "accent_color" };
}
