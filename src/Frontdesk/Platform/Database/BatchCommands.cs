using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>Statements that go to the server together.</summary>
public static class BatchCommands
{
    /// <summary>Adds a statement with its parameters in the order $1, $2 …</summary>
    public static NpgsqlBatch With(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Says which workspaces the batch works for; row-level security holds it to them. The first statement of its transaction.</summary>
    public static NpgsqlBatch ForWorkspaces(this NpgsqlBatch batch, IEnumerable<Guid> workspaces) =>
        batch.With("select set_config('app.workspaces', $1, true)", string.Join(',', workspaces.Distinct()));
}
