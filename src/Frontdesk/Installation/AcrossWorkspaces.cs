using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Npgsql;

namespace Frontdesk.Installation;

/// <summary>
/// Reads across workspaces through functions that answer one exact question each. Only the engine's role may call them, and
/// none of them tells what was said in a conversation.
/// </summary>
public sealed class AcrossWorkspaces(DataSources databases)
{
    public async Task<List<WorkspaceFigures>> Workspaces(WorkspaceSearch search, CancellationToken ct) => await Ask<WorkspaceFigures>(
        "select to_jsonb(a)::text from console_workspaces(null, $1, $2, $3, $4) a", ct,
        Text(search.Words), Text(search.Sort), new NpgsqlParameter<int> { TypedValue = (search.Page - 1) * WorkspaceSearch.PageSize }, new NpgsqlParameter<int> { TypedValue = WorkspaceSearch.PageSize });

    public async Task<WorkspaceFigures?> Workspace(Guid id, CancellationToken ct) =>
        (await Ask<WorkspaceFigures>("select to_jsonb(a)::text from console_workspaces($1, '', '', 0, 1) a", ct, Id(id))).SingleOrDefault();

    public Task<List<MemberFigures>> Members(Guid workspaceId, CancellationToken ct) =>
        Ask<MemberFigures>("select to_jsonb(a)::text from console_members($1) a", ct, Id(workspaceId));

    public Task<List<MembershipFigures>> Memberships(Guid userId, CancellationToken ct) =>
        Ask<MembershipFigures>("select to_jsonb(a)::text from console_memberships($1) a", ct, Id(userId));

    public async Task<ConversationPlace?> PlaceOf(Guid conversationId, CancellationToken ct) =>
        (await Ask<ConversationPlace>("select to_jsonb(a)::text from console_conversation($1) a", ct, Id(conversationId))).SingleOrDefault();

    public async Task<InstallationCounts> Counts(CancellationToken ct) =>
        (await Ask<InstallationCounts>("select to_jsonb(a)::text from console_counts() a", ct)).Single();

    /// <summary>The rows of a query that answers with one JSON text each.</summary>
    public async Task<List<T>> Ask<T>(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = databases.Engine.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(JsonSerializer.Deserialize<T>(reader.GetString(0), Json.Options)!);
        }

        return rows;
    }

    internal static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    internal static NpgsqlParameter Id(Guid? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };
}

/// <summary>A workspace from outside: who it is and how much there is of it.</summary>
public sealed record WorkspaceFigures(
    Guid Id, string Name, string? WebsiteUrl, string Status, string? SuspendedBecause, string Plan, Dictionary<string, bool> Features, DateTimeOffset CreatedAt, string? OwnerEmail,
    long Members, long Chatbots, long Conversations, long Messages, long SourceBytes, DateTimeOffset? LastActivityAt, long Total)
{
    public bool IsSuspended => Status == "suspended";
}

public sealed record MemberFigures(Guid UserId, string Name, string Email, string Role, string Status, DateTimeOffset? LastSignInAt, bool SecondFactor);

public sealed record MembershipFigures(Guid WorkspaceId, string WorkspaceName, string WorkspaceStatus, string Role, string Status);

public sealed record ConversationPlace(Guid WorkspaceId, string WorkspaceName);

public sealed record InstallationCounts(long Workspaces, long Suspended, long Users, long SuperAdmins, long ConversationsToday, long SourceBytes);

/// <param name="Words">Part of the name, of a member's address, or the id.</param>
/// <param name="Sort">One of <see cref="Sorts"/>.</param>
public sealed record WorkspaceSearch(string Words, string Sort, int Page)
{
    public const int PageSize = 25;

    public static readonly string[] Sorts = ["activity", "name", "members", "conversations", "messages", "storage", "created"];

    public static WorkspaceSearch Of(string? words, string? sort, int? page) =>
        new(CleanText.Optional(words, 200) ?? "", Sorts.Contains(sort) ? sort! : "activity", Math.Clamp(page ?? 1, 1, 10_000));
}
