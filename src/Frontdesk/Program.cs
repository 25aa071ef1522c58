using Frontdesk;
using Frontdesk.Answers;
using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Demo;
using Frontdesk.Inbox;
using Frontdesk.Knowledge;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.SignIn;
using Frontdesk.Widget;

var start = StartOptions.Read(args);
await using var database = await FrontdeskDatabase.Open(start);
if (start.Verb == "migrate")
{
    return 0; // opening it has brought the schema up to date
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = start.HostArguments, ContentRootPath = AppContext.BaseDirectory });
builder.AddPlatform(start);
builder.Services.AddDatabase(database.ConnectionString);
builder.Services.AddSignals();
builder.Services.AddJobs();
builder.Services.AddSignIn();
builder.Services.AddChatbots();
builder.Services.AddConversations();
builder.Services.AddInbox();
builder.Services.AddKnowledge();
builder.Services.AddAnswers(builder.Configuration);
builder.Services.AddWidget();
builder.Services.AddDemo(start);

var app = builder.Build();
app.UseWebSockets();
app.UseVisitorSockets();
app.UsePlatform();
app.UseSignIn();
app.MapPlatform();
app.MapWidget();
app.MapDemo(start);
app.MapApi();
app.MapPages();
await app.SeedDemo(start);
await app.RunAndTell(start);
return 0;
