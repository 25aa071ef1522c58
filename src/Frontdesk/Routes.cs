using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Knowledge;
using Frontdesk.SignIn;

namespace Frontdesk;

/// <summary>The addresses of the product, a line per feature.</summary>
public static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        app.MapSignInApi();
        app.MapChatbotsApi();
        app.MapConversations();
        app.MapKnowledge();
    }

    public static void MapPages(this WebApplication app)
    {
    }
}
