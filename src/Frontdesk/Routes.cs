using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Gallery;
using Frontdesk.Inbox;
using Frontdesk.Knowledge;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.SignIn.Providers;
using Frontdesk.SignIn.Security;
using Frontdesk.Team;

namespace Frontdesk;

/// <summary>The addresses of the product, a line per feature.</summary>
public static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        app.MapSignInApi();
        app.MapLinkedApi();
        app.MapSsoApi();
        app.MapSecurityApi();
        app.MapChatbotsApi();
        app.MapConversations();
        app.MapKnowledge();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().Add(asset => asset.Metadata.Add(new OpenToAll("style and script")));
        var pages = app.MapGroup("").ExcludeFromDescription().WithPageAssets(app);
        pages.MapSignInPages();
        pages.MapProviderPages();
        pages.MapLinkedPages();
        pages.MapSsoPages();
        pages.MapSecurityPages();
        pages.MapSettingsPages();
        pages.MapInboxPages();
        pages.MapChatbotPages();
        pages.MapKnowledgePages();
        pages.MapStatusPages();
        pages.MapGallery(app.Environment);
    }
}
