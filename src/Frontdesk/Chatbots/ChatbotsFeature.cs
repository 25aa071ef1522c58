using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Chatbots;

public static class ChatbotsFeature
{
    public static IServiceCollection AddChatbots(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<ChatbotDirectory>()
        .AddSingleton<ProviderKeys>()
        .AddSingleton<EmbedCode>()
        .AddScoped<CreateChatbot>()
        .AddScoped<ChangeChatbot>()
        .AddSingleton(new NavItem("Chatbots", "/chatbots", "bot", 30).For(Permission.ChatbotView));
}
