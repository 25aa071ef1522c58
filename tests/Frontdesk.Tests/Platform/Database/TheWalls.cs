using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.Tests.Harness;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Database;

/// <summary>One workspace never sees or writes another's rows, whatever a query forgets.</summary>
public sealed class TheWalls(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> TenantTables() =>
        ["members", "chatbots", "customers", "visitors", "visitor_sessions", "conversations", "messages", "conversation_events", "sources", "passages",
        "invitations", "api_keys", "sso_connections", "sso_arrivals", "visitor_sends", "second_tokens", "sites", "site_pages", "embedding_models", "passage_vectors",
        "knowledge_settings", "asked_questions", "dismissed_gaps", "faq_drafts"];

    /// <summary>Guarded too, and tried by tests of their own below.</summary>
    private static readonly string[] TriedApart = ["workspaces", "jobs", "audit_log"];

    [Fact]
    public async Task Every_guarded_table_is_tried_here() =>
        TenantTables().Select(row => row.Data).Concat(TriedApart).Order().ShouldBe(await app.Value<string[]>(
            "select array_agg(relname::text order by relname) from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"));

    [Theory]
    [MemberData(nameof(TenantTables))]
    public async Task A_table_shows_a_workspace_its_own_rows_only(string table)
    {
        var (shop, other) = (await Lived(), await Lived());

        (await Count(null, $"select count(*) from {table}")).ShouldBe(0);
        (await Count(Guid.CreateVersion7(), $"select count(*) from {table}")).ShouldBe(0);
        (await Count(shop.WorkspaceId, $"select count(*) from {table}")).ShouldBeGreaterThan(0);
        (await Count(shop.WorkspaceId, $"select count(*) from {table} where workspace_id = '{other.WorkspaceId}'")).ShouldBe(0);
        (await Count(shop.WorkspaceId, $"with x as (update {table} set workspace_id = workspace_id where workspace_id = '{other.WorkspaceId}' returning 1) select count(*) from x")).ShouldBe(0);
        (await Count(shop.WorkspaceId, $"with x as (delete from {table} where workspace_id = '{other.WorkspaceId}' returning 1) select count(*) from x")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(TenantTables))]
    public async Task A_table_takes_no_row_for_another_workspace(string table)
    {
        var (shop, other) = (await Lived(), await Lived());

        var refused = await Should.ThrowAsync<PostgresException>(() => Count(shop.WorkspaceId,
            $"with x as (update {table} set workspace_id = '{other.WorkspaceId}' returning 1) select count(*) from x"));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_foreign_insert_is_refused()
    {
        var (shop, other) = (await Lived(), await Lived());
        string Insert(Guid workspace) => $"with x as (insert into customers (id, workspace_id) values (gen_random_uuid(), '{workspace}') returning 1) select count(*) from x";

        (await Count(shop.WorkspaceId, Insert(shop.WorkspaceId))).ShouldBe(1);
        (await Should.ThrowAsync<PostgresException>(() => Count(shop.WorkspaceId, Insert(other.WorkspaceId)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Should.ThrowAsync<PostgresException>(() => Count(null, Insert(other.WorkspaceId)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_audit_log_is_read_by_its_workspace_and_written_by_nobody_else_and_never_again()
    {
        var (shop, other) = (await Lived(), await Lived());
        static string Line(string workspace) => $"""
            with x as (insert into audit_log (id, workspace_id, at, actor_type, actor_name, action, resource_type)
            values (gen_random_uuid(), {workspace}, now(), 'user', 'Ann', 'chatbot.created', 'chatbot') returning 1) select count(*) from x
            """;
        Task<PostgresException> Refused(string sql) => Should.ThrowAsync<PostgresException>(() => Count(shop.WorkspaceId, sql));

        (await Count(shop.WorkspaceId, Line($"'{shop.WorkspaceId}'"))).ShouldBe(1);
        (await Refused(Line($"'{other.WorkspaceId}'"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        await app.Execute("insert into audit_log (id, workspace_id, at, actor_type, actor_name, action, resource_type) values (gen_random_uuid(), $1, now(), 'user', 'Ann', 'a.b', 'a')", other.WorkspaceId);
        (await Count(shop.WorkspaceId, $"select count(*) from audit_log where workspace_id is distinct from '{shop.WorkspaceId}'")).ShouldBe(0);
        (await Count(null, "select count(*) from audit_log")).ShouldBe(0);
        (await Refused("with x as (update audit_log set actor_name = 'Nobody' returning 1) select count(*) from x")).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Refused("with x as (delete from audit_log returning 1) select count(*) from x")).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_workspace_sees_itself_and_reads_no_jobs()
    {
        var shop = await Lived();
        (await Count(shop.WorkspaceId, "select count(*) from workspaces")).ShouldBe(1);
        (await Should.ThrowAsync<PostgresException>(() => Count(shop.WorkspaceId, "select count(*) from jobs"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_engine_sees_the_workspaces_its_batch_names_and_no_other()
    {
        var (shop, other, third) = (await Lived(), await Lived(), await Lived());
        await using var connection = await Databases.Engine.OpenConnectionAsync(Ct);
        await Run(connection, $"select set_config('app.workspaces', '{shop.WorkspaceId},{other.WorkspaceId}', false)");

        var seen = (Guid[])(await Run(connection, "select array_agg(distinct workspace_id) from messages"))!;

        seen.ShouldBe([shop.WorkspaceId, other.WorkspaceId], ignoreOrder: true);
        seen.ShouldNotContain(third.WorkspaceId);
    }

    [Fact]
    public async Task A_connection_that_comes_back_from_the_pool_has_forgotten_its_workspace()
    {
        var shop = await Lived();
        for (var n = 0; n < 25; n++)
        {
            await Bound(shop.WorkspaceId, db => db.Customers.CountAsync(Ct));
        }

        (await Count(null, "select count(*) from customers")).ShouldBe(0);
    }

    [Fact]
    public async Task A_context_shows_and_saves_its_own_workspace_only()
    {
        var (shop, other) = (await Lived(), await Lived());

        (await Bound(shop.WorkspaceId, db => db.Chatbots.Select(c => c.Id).ToListAsync(Ct))).ShouldBe([shop.ChatbotId]);
        (await Bound(null, db => db.Chatbots.CountAsync(Ct))).ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => Bound(shop.WorkspaceId, db =>
        {
            db.Customers.Add(Customer.Anonymous(other.WorkspaceId, DateTimeOffset.UtcNow));
            return db.SaveChangesAsync(Ct);
        }));
        (await Bound(shop.WorkspaceId, db => db.Chatbots.IgnoreQueryFilters([FrontdeskDb.WorkspaceFilter]).Select(c => c.Id).ToListAsync(Ct)))
            .ShouldBe([shop.ChatbotId], "row-level security holds where the filter is forgotten");
    }

    [Fact]
    public async Task A_scope_works_for_one_workspace()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var tenant = scope.ServiceProvider.GetRequiredService<Tenant>();
        tenant.Bind(Guid.CreateVersion7());
        Should.Throw<InvalidOperationException>(() => tenant.Bind(Guid.CreateVersion7()));
    }

    [Fact]
    public async Task The_hottest_query_is_an_index_scan_behind_the_wall()
    {
        var shop = await Lived();
        await app.Execute("""
            with s as (select * from conversations where workspace_id = $1 limit 1),
            c as (insert into conversations (id, workspace_id, chatbot_id, customer_id, visitor_session_id, opening_client_message_id)
              select gen_random_uuid(), s.workspace_id, s.chatbot_id, s.customer_id, s.visitor_session_id, gen_random_uuid() from s, generate_series(1, 200) returning id, workspace_id)
            insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_name, content)
            select gen_random_uuid(), workspace_id, id, n, gen_random_uuid(), 'customer', 'You', 'Some words of an ordinary length' from c, generate_series(1, 50) n
            """, shop.WorkspaceId);
        await app.Execute("analyze messages, conversations");
        var conversation = await app.Value<Guid>("select conversation_id from messages where workspace_id = $1 and seq = 40 limit 1", shop.WorkspaceId);
        await using var connection = await Databases.Application.OpenConnectionAsync(Ct);
        await Run(connection, $"select set_config('app.workspace', '{shop.WorkspaceId}', false)");

        var plan = (string)(await Run(connection, $"""
            explain (format json) select * from messages
            where workspace_id = '{shop.WorkspaceId}' and conversation_id = '{conversation}' and seq < 45 order by seq desc limit 31
            """))!;

        plan.ShouldContain("messages_conversation_id_seq_key");
        plan.ShouldNotContain("Seq Scan");
        plan.ShouldNotContain("BitmapAnd", customMessage: "the index must not be combined with the whole workspace");
    }

    private DataSources Databases => app.Services.GetRequiredService<DataSources>();

    /// <summary>A workspace that has something in every table.</summary>
    private async Task<Shop> Lived()
    {
        var shop = await app.Shop();
        await shop.Documents("Shipping", "We ship within two days.");
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await app.Execute("insert into second_tokens (token_hash, workspace_id, visitor_session_id) values (sha256(gen_random_uuid()::text::bytea), $1, $2)", shop.WorkspaceId, ann.SessionId);
        await app.Execute("""
            with made as (insert into sites (id, workspace_id, chatbot_id, url, key, settings, schedule, status)
              values (gen_random_uuid(), $1, $2, 'https://company.test/', 'company.test', '{}', '{}', 'pending') returning id, workspace_id)
            insert into site_pages (id, workspace_id, site_id, url, key, state, depth, position, found_in)
              select gen_random_uuid(), workspace_id, id, 'https://company.test/', 'company.test', 'read', 0, 1, gen_random_uuid() from made
            """, shop.WorkspaceId, shop.ChatbotId);
        await app.Execute("""
            with made_model as (insert into embedding_models (id, workspace_id, chatbot_id, base_url, model) values (gen_random_uuid(), $1, $2, '', 'embed-small') returning id)
            insert into passage_vectors (source_id, model_id, text_hash, workspace_id, vector) select s.id, m.id, 'hash', $1, 'vector' from sources s, made_model m where s.workspace_id = $1
            """, shop.WorkspaceId, shop.ChatbotId);
        await app.Execute("""
            with made_invitation as (insert into invitations (id, workspace_id, email, role, created_at, expires_at)
                values (gen_random_uuid(), $1, 'mike@company.test', 'agent', now(), now() + interval '7 days')),
              made_key as (insert into api_keys (id, workspace_id, member_id, name, hint, hash, scopes, created_at)
                select gen_random_uuid(), $1, id, 'Key', 'abcd', sha256(gen_random_uuid()::text::bytea), '{}', now() from members where workspace_id = $1 limit 1),
              made_connection as (insert into sso_connections (id, workspace_id, name, issuer, client_id, client_secret_encrypted, created_at, updated_at)
                values (gen_random_uuid(), $1, 'Login', 'https://login.company.test', 'id', 'secret', now(), now()) returning id, workspace_id)
            insert into sso_arrivals (id, workspace_id, connection_id, subject, email, name, asked_at, expires_at)
              select gen_random_uuid(), workspace_id, id, 'vera', 'vera@company.test', 'Vera', now(), now() + interval '1 hour' from made_connection
            """, shop.WorkspaceId);
        await app.Execute("""
            with settings as (insert into knowledge_settings (chatbot_id, workspace_id) values ($2, $1)),
              dismissed as (insert into dismissed_gaps (id, workspace_id, chatbot_id, pattern, questions, until_asked, dismissed_at) values (gen_random_uuid(), $1, $2, 'boots', '{}', 5, now())),
              asked as (insert into asked_questions (id, workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at)
                values (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'Boots?', 0, 'no_answer', now()))
            insert into faq_drafts (id, workspace_id, chatbot_id, conversation_id, message_id, question, answer, status, created_at)
              values (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), 'Boots?', 'Yes.', 'open', now())
            """, shop.WorkspaceId, shop.ChatbotId, ann.ConversationId);
        return shop;
    }

    private async Task<long> Count(Guid? workspace, string sql)
    {
        await using var connection = await Databases.Application.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        if (workspace is { } id)
        {
            await Run(connection, $"select set_config('app.workspace', '{id}', true)");
        }

        return (long)(await Run(connection, sql))!; // rolled back
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }

    private async Task<T> Bound<T>(Guid? workspace, Func<FrontdeskDb, Task<T>> use)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (workspace is { } id)
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Bind(id);
        }

        return await use(scope.ServiceProvider.GetRequiredService<FrontdeskDb>());
    }
}
