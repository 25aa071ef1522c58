using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>
/// Npgsql takes a statement for prepared that failed or was cancelled between its parsing and its description, and whoever sends
/// it next on that connection gets "unexpected message" (npgsql#6391). So a connection on which something failed goes back to the
/// pool with nothing prepared. One instance per context.
/// </summary>
public sealed class ForgetPreparedAfterFailure : DbConnectionInterceptor, IDbCommandInterceptor
{
    private bool _failed;

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => _failed = true;

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) => Failed();

    public void CommandCanceled(DbCommand command, CommandEndEventData eventData) => _failed = true;

    public Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default) => Failed();

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Forget(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Forget(connection);
        return new(result);
    }

    private Task Failed()
    {
        _failed = true;
        return Task.CompletedTask;
    }

    private void Forget(DbConnection connection)
    {
        if (!_failed || connection.State != ConnectionState.Open)
        {
            return;
        }

        _failed = false;
        try
        {
            ((NpgsqlConnection)connection).UnprepareAll(); // there is no asynchronous one
        }
        catch (Exception away) when (DatabaseAway.Explains(away))
        {
            // A connection that breaks here is not used again either.
        }
    }
}
