using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Chatbots;

/// <summary>Chatbots over the API.</summary>
public static class ChatbotRoutes
{
    public static void MapChatbotsApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/chatbots").WithTags("Chatbots").Requires(Permission.ChatbotView);
        reading.MapGet("", async (CurrentAgent agent, FrontdeskDb db, EmbedCode embed, CancellationToken ct) =>
            new { data = (await db.Chatbots.AsNoTracking().VisibleTo(agent).OrderBy(c => c.CreatedAt).ToListAsync(ct)).ConvertAll(c => ChatbotView.Of(c, embed)) });
        reading.MapGet("/{id:guid}", async (Guid id, CurrentAgent agent, FrontdeskDb db, EmbedCode embed, CancellationToken ct) =>
            await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is { } chatbot
                ? Results.Ok(ChatbotView.Of(chatbot, embed))
                : Problem.NotFound("chatbot_not_found"));
        routes.MapGroup("/api/v1/chatbots").WithTags("Chatbots").Requires(Permission.ChatbotView, KeyScopes.WidgetEmbed).MapGet("/{id:guid}/embed", Embed);
        routes.MapGroup("/api/v1/chatbots").WithTags("Chatbots").Requires(Permission.ChatbotCreate).MapPost("", Create);
        routes.MapGroup("/api/v1/chatbots").WithTags("Chatbots").Requires(Permission.ChatbotEdit).MapPatch("/{id:guid}", Change);
    }

    /// <summary>What a website needs to show it, and no more.</summary>
    private static async Task<IResult> Embed(Guid id, CurrentAgent agent, FrontdeskDb db, EmbedCode embed, CancellationToken ct) =>
        await db.Chatbots.AsNoTracking().VisibleTo(agent.For(KeyScopes.WidgetEmbed)).SingleOrDefaultAsync(c => c.Id == id, ct) is { } chatbot
            ? TypedResults.Ok(new { chatbot.Id, chatbot.Name, chatbot.Status, chatbot.PublicKey, embed_code = embed.For(chatbot.PublicKey), chatbot.Settings.AllowedDomains })
            : Problem.NotFound("chatbot_not_found");

    private static async Task<IResult> Create(ChatbotRequest body, CurrentAgent agent, CreateChatbot create, EmbedCode embed, CancellationToken ct)
    {
        var (chatbot, errors) = await create.From(body, agent, ct);
        return chatbot is null ? Problem.Invalid(errors!) : TypedResults.Created($"/api/v1/chatbots/{chatbot.Id}", ChatbotView.Of(chatbot, embed));
    }

    private static async Task<IResult> Change(Guid id, ChatbotRequest body, CurrentAgent agent, ChangeChatbot change, EmbedCode embed, CancellationToken ct)
    {
        if (body.Status == ChatbotStatus.Archived && !agent.May(Permission.ChatbotDelete))
        {
            return Problem.Of(403, "not_permitted", "Your role does not allow this. Ask an owner or admin of the workspace.");
        }

        var (chatbot, errors) = await change.From(id, body, agent, ct);
        return errors is not null ? Problem.Invalid(errors) : chatbot is null ? Problem.NotFound("chatbot_not_found") : TypedResults.Ok(ChatbotView.Of(chatbot, embed));
    }
}
