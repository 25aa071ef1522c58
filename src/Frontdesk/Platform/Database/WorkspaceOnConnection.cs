using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>
/// Tells PostgreSQL which workspace each opened connection works for, so that row-level security holds for everything EF
/// sends. The pool resets the setting when the connection is given back.
/// </summary>
public sealed class WorkspaceOnConnection : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is FrontdeskDb db)
        {
            await using var command = Command(connection, db);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is FrontdeskDb db)
        {
            using var command = Command(connection, db);
            command.ExecuteNonQuery();
        }
    }

    private static NpgsqlCommand Command(DbConnection connection, FrontdeskDb db) =>
        new("select set_config('app.workspace', $1, false)", (NpgsqlConnection)connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = db.WorkspaceSetting } },
        };
}
