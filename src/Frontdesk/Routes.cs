using Frontdesk.ApiKeys;
using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Gallery;
using Frontdesk.Inbox;
using Frontdesk.Installation;
using Frontdesk.Knowledge;
using Frontdesk.Knowledge.Drafts;
using Frontdesk.Knowledge.Faqs;
using Frontdesk.Knowledge.Gaps;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Knowledge.Sites;
using Frontdesk.Knowledge.Synonyms;
using Frontdesk.Knowledge.Testing;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.SignIn.Profile;
using Frontdesk.SignIn.Proofs;
using Frontdesk.SignIn.Providers;
using Frontdesk.SignIn.Security;
using Frontdesk.Team;
using Frontdesk.Workspaces;

namespace Frontdesk;

/// <summary>The addresses of the product, a line per feature.</summary>
public static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        app.MapSignInApi();
        app.MapApiKeys();
        app.MapProofsApi();
        app.MapProfileApi();
        app.MapWorkspacesApi();
        app.MapLinkedApi();
        app.MapSsoApi();
        app.MapSecurityApi();
        app.MapChatbotsApi();
        app.MapConversations();
        app.MapKnowledge();
        app.MapTeamApi();
        app.MapInstallationApi();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapGroup("").Open("style and script").MapStaticAssets();
        var pages = app.MapGroup("").ExcludeFromDescription().WithPageAssets(app);
        pages.MapSignInPages();
        pages.MapProofPages();
        pages.MapProfilePages();
        pages.MapProviderPages();
        pages.MapLinkedPages();
        pages.MapSsoPages();
        pages.MapSecurityPages();
        pages.MapSettingsPages();
        pages.MapApiKeyPages();
        pages.MapWorkspacePages();
        pages.MapBrandingPages();
        pages.MapTeamPages();
        pages.MapInboxPages();
        pages.MapChatbotPages();
        pages.MapKnowledgePages();
        pages.MapEmbeddingPages();
        pages.MapFaqPages();
        pages.MapDraftPages();
        pages.MapSynonymPages();
        pages.MapTestPages();
        pages.MapSitePages();
        pages.MapGapPages();
        pages.MapInstallationPages();
        pages.MapStatusPages();
        pages.MapGallery(app.Environment);
    }
}
