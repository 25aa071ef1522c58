using System.Security.Cryptography;
using Frontdesk.Chatbots;
using Frontdesk.Knowledge;
using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Demo;

/// <summary>Fills an empty installation with the demo company. A second start finds it there and changes only the password, if one is given.</summary>
public sealed class SeedDemo(FrontdeskDb db, Tenant tenant, IPasswordHasher<User> hasher, ImportFaqs importFaqs, TimeProvider clock)
{
    public const string OwnerEmail = "owner@demo.test";
    public const string AgentEmail = "agent@demo.test";
    /// <summary>Fixed, so that the shop page and a pasted snippet survive a fresh data folder.</summary>
    public const string PublicKey = "fd_demo";

    public async Task Once(string? givenPassword)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(OwnerEmail)) is not null)
        {
            await ChangePasswords(givenPassword);
            return;
        }

        var password = givenPassword ?? "Demo-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5)) + "7";
        var now = clock.GetUtcNow();
        var workspace = Workspace.Found("Tarnholt", "https://tarnholt.example", "Outdoor equipment", now);
        tenant.Bind(workspace.Id);
        var owner = Member.Join(workspace.Id, Person(OwnerEmail, "Sarah Lindner", "Customer care", password, now), Role.Owner, now);
        var agent = Member.Join(workspace.Id, Person(AgentEmail, "Mike Brandl", "Repairs and sizing", password, now), Role.Agent, now);
        var chatbot = Chatbot.Demo(workspace.Id, PublicKey, "Tarnholt Support", Settings(), now);
        if (await db.TakeFirstAccount(CancellationToken.None))
        {
            owner.User.RunInstallation();
        }

        db.AddRange(workspace, owner, agent, chatbot);
        AddDocuments(workspace.Id, chatbot.Id, now);
        await db.SaveChangesAsync();
        await using (var faqs = File.OpenRead(PathOf("Knowledge", "faqs.csv")))
        {
            await importFaqs.From(faqs, chatbot.Id, overwrite: false, As(owner, workspace), CancellationToken.None);
        }

        Console.WriteLine($"Demo: sign in as {OwnerEmail} or {AgentEmail} with the password {(givenPassword is null ? password : "from FRONTDESK_DEMO_PASSWORD")}; the shop is at /demo");
    }

    private async Task ChangePasswords(string? password)
    {
        if (password is null)
        {
            Console.WriteLine($"Demo: sign in as {OwnerEmail} or {AgentEmail} with the password of the first start; set FRONTDESK_DEMO_PASSWORD to change it. The shop is at /demo");
            return;
        }

        foreach (var user in await db.Users.Where(u => u.NormalizedEmail == User.Normalize(OwnerEmail) || u.NormalizedEmail == User.Normalize(AgentEmail)).ToListAsync())
        {
            user.UsePassword(hasher.HashPassword(user, password));
        }

        await db.SaveChangesAsync();
    }

    private void AddDocuments(Guid workspaceId, Guid chatbotId, DateTimeOffset now)
    {
        foreach (var file in Directory.GetFiles(PathOf("Knowledge"), "*.md").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            var source = Source.Text(workspaceId, chatbotId, Title(text, file), text, now);
            db.Sources.Add(source);
            db.Enqueue(new ReadSource(workspaceId, source.Id));
        }
    }

    private User Person(string email, string name, string title, string password, DateTimeOffset now)
    {
        var user = User.Register(email, name, title, now);
        user.UsePassword(hasher.HashPassword(user, password));
        user.Verify(now);
        return user;
    }

    private static ChatbotSettings Settings()
    {
        var lines = File.ReadAllLines(PathOf("suggestions.txt")).Where(l => l.Length > 0).ToList();
        return new ChatbotSettings
        {
            Greeting = lines[0],
            StarterQuestions = lines[1..],
            ContactEmail = "hello@tarnholt.example",
            Appearance = new AppearanceSettings { Accent = "#2f5d50" },
        };
    }

    private static CurrentAgent As(Member owner, Workspace workspace) =>
        new(Guid.Empty, owner.UserId, owner.Id, workspace.Id, owner.Role, owner.User.Name, owner.User.Email, owner.User.Title, workspace.Name);

    private static string Title(string markdown, string file) =>
        markdown.Split('\n').FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Path.GetFileNameWithoutExtension(file);

    internal static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Demo", .. parts]);
}
