using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn;
using Frontdesk.SignIn.Providers;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Npgsql;

namespace Frontdesk.Isolation;

/// <summary>
/// A throw-away company: somebody in every role with a live session, and something of every kind, all of it carrying a word
/// that stands nowhere else. It is made by the front door where there is one, and removed from the database at the end.
/// </summary>
public sealed class Company
{
    private readonly Dictionary<Caller, Guid> _sessions = [];
    private readonly List<Guid> _users = [];

    private Company(string word) => Word = word;

    /// <summary>Whoever reads it has seen something of this company.</summary>
    public string Word { get; }

    public Guid WorkspaceId { get; private set; }

    /// <summary>The token that each caller shows; callers without one are missing.</summary>
    public Dictionary<Caller, string> Tokens { get; } = [];

    /// <summary>The ids of what is here, by the names in <see cref="Objects"/>.</summary>
    public Dictionary<string, string> Objects { get; } = [];

    public static async Task<Company> Found(IServiceProvider services, CancellationToken ct)
    {
        var company = new Company("w" + Guid.NewGuid().ToString("N")[..20]);
        await using var scope = services.CreateAsyncScope();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var workspace = Workspace.Found($"Audit {company.Word}", null, null, now);
        company.WorkspaceId = workspace.Id;
        company.Objects["workspace"] = workspace.Id.ToString();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace.Id);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        db.Add(workspace);
        foreach (var caller in new[] { Caller.Owner, Caller.Admin, Caller.Agent, Caller.Viewer, Caller.LimitedAgent, Caller.RemovedMember })
        {
            company.Join(db, caller, services.GetRequiredService<SessionTokens>(), now);
        }

        await db.SaveChangesAsync(ct);
        return company;
    }

    /// <summary>The session's id behind a caller's token, as the dashboard's cookie carries it.</summary>
    public Guid? SessionOf(Caller caller) => _sessions.TryGetValue(caller, out var id) ? id : null;

    /// <summary>From here on one member sees another chatbot alone, and one is no member any more.</summary>
    public async Task PartWays(DataSources databases, string otherChatbot, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.OwnerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("update members set chatbot_ids = array[$2::uuid] where id = $1::uuid", connection)
        {
            Parameters = { new() { Value = Guid.Parse(Objects["limited_member"]) }, new() { Value = Guid.Parse(otherChatbot) } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await using var removal = new NpgsqlCommand("delete from members where id = $1::uuid", connection) { Parameters = { new() { Value = Guid.Parse(Objects["removed_member"]) } } };
        await removal.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What is still at work for the company may hold rows in another order; then PostgreSQL ends one of the two, and it is tried again.</summary>
    public async Task Close(DataSources databases, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Delete(databases, ct);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
            }
        }
    }

    private async Task Delete(DataSources databases, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.OwnerConnectionString);
        await connection.OpenAsync(ct);
        // Its people may have founded more while they tried whether they could.
        await using var command = new NpgsqlCommand("delete from workspaces where id = $1 or id in (select workspace_id from members where user_id = any($2))", connection)
        {
            Parameters = { new() { Value = WorkspaceId }, new() { Value = _users.ToArray() } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await using var people = new NpgsqlCommand("delete from users where id = any($1)", connection) { Parameters = { new() { Value = _users.ToArray() } } };
        await people.ExecuteNonQueryAsync(ct);
    }

    private void Join(FrontdeskDb db, Caller caller, SessionTokens tokens, DateTimeOffset now)
    {
        var user = User.Register($"{caller}.{Word}@audit.invalid".ToLowerInvariant(), $"{caller} {Word}", null, now);
        user.Verify(now);
        var member = Member.Join(WorkspaceId, user, Expectation.RoleOf(caller), now);
        var session = Session.Start(user.Id, WorkspaceId, new SignInProof(SignInMethods.Password), RequestOrigin.None, now);
        db.AddRange(user, member, session);
        if (caller == Caller.Owner)
        {
            var linked = ExternalLogin.Link(user.Id, SignInMethods.Google, Word, user.Email, now);
            db.Add(linked);
            Objects["external_login"] = linked.Id.ToString();
        }

        _users.Add(user.Id);
        _sessions[caller] = session.Id;
        Tokens[caller] = tokens.AccessToken(session.Id);
        Objects[caller switch
        {
            Caller.Owner => "owner_member",
            Caller.Agent => "member",
            Caller.LimitedAgent => "limited_member",
            Caller.RemovedMember => "removed_member",
            _ => $"{caller}_member",
        }] = member.Id.ToString();
        Objects.TryAdd($"{caller}_user", user.Id.ToString());
        if (caller == Caller.Owner)
        {
            Objects["session"] = session.Id.ToString();
        }
    }
}
