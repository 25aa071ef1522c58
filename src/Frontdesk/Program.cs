using Frontdesk.Answers;
using Frontdesk.ApiKeys;
using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Demo;
using Frontdesk.Inbox;
using Frontdesk.Installation;
using Frontdesk.Isolation;
using Frontdesk.Knowledge;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Doctor;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Widget;
using Frontdesk.Workspaces;

namespace Frontdesk;

/// <summary>The server from top to bottom: what it is made of, and in which order a request passes through it.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            return await Run(StartOptions.Read(args));
        }
        catch (CannotStartException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    /// <param name="adjust">Lets tests put a scripted clock or shorter limits in; called before the server is built.</param>
    public static WebApplication Build(StartOptions start, string connectionString, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = start.HostArguments, ContentRootPath = AppContext.BaseDirectory });
        builder.AddPlatform(start);
        builder.Services.AddDatabase(connectionString);
        builder.Services.AddSignals();
        builder.Services.AddJobs();
        builder.Services.AddSignIn();
        builder.Services.AddTeam();
        builder.Services.AddApiKeys();
        builder.Services.AddWorkspaces(builder.Configuration);
        builder.Services.AddChatbots();
        builder.Services.AddConversations();
        builder.Services.AddInbox();
        builder.Services.AddKnowledge();
        builder.Services.AddAnswers(builder.Configuration);
        builder.Services.AddInstallation();
        builder.Services.AddWidget();
        builder.Services.AddDemo(start);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseTrueOrigin();
        app.UseWebSockets();
        app.UseVisitorSockets();
        app.UsePlatform();
        app.UseKnownHosts();
        app.UseSignIn();
        app.UseBranding();
        app.MapPlatform();
        app.MapWidget();
        app.MapDemo(start);
        app.MapApi();
        app.MapPages();
        return app;
    }

    private static async Task<int> Run(StartOptions start)
    {
        if (start.Verb == "audit")
        {
            return await AuditVerb.Run(start);
        }

        if (start.Verb == "doctor")
        {
            return await DoctorVerb.Run(start);
        }

        if (start.Verb == "extract")
        {
            return await ExtractVerb.Run(start.HostArguments);
        }

        await using var database = await FrontdeskDatabase.Open(start);
        if (start.Verb == "migrate")
        {
            return 0; // opening it has brought the schema up to date
        }

        await using var app = Build(start, database.ConnectionString);
        await app.SeedDemo(start);
        await app.RunAndTell(start);
        return 0;
    }
}
