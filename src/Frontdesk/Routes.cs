using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Gallery;
using Frontdesk.Inbox;
using Frontdesk.Knowledge;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Workspaces;

namespace Frontdesk;

/// <summary>The addresses of the product, a line per feature.</summary>
public static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        app.MapSignInApi();
        app.MapWorkspacesApi();
        app.MapChatbotsApi();
        app.MapConversations();
        app.MapKnowledge();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().Add(asset => asset.Metadata.Add(new OpenToAll("style and script")));
        var pages = app.MapGroup("").ExcludeFromDescription().WithPageAssets(app);
        pages.MapSignInPages();
        pages.MapSettingsPages();
        pages.MapWorkspacePages();
        pages.MapBrandingPages();
        pages.MapInboxPages();
        pages.MapChatbotPages();
        pages.MapKnowledgePages();
        pages.MapStatusPages();
        pages.MapGallery(app.Environment);
    }
}
