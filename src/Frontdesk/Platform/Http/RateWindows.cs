using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Http;

/// <summary>
/// Counts who asks for what, in the database: the same for all nodes, and a restart forgets nothing. A database that is away
/// throws, and the request is refused: nothing is let through uncounted.
/// </summary>
public sealed class RateWindows(DataSources databases, IConfiguration configuration, TimeProvider clock)
{
    private const int Slots = 60;
    private readonly double _scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);

    /// <summary>Null when it fits and is counted, else how long to wait; then nothing is counted.</summary>
    /// <param name="subject">Who or what is limited. Only a hash of it is kept, so it may be as long as whoever sends it likes.</param>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async ValueTask<TimeSpan?> Take(RateRule rule, string subject, CancellationToken ct)
    {
        var scaled = rule.Scaled(_scale);
        await using var command = databases.Application.CreateCommand("select rate_take($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Key(scaled, subject) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)scaled.Window.TotalMilliseconds / Slots });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = scaled.Limit });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        var wait = (long)(await command.ExecuteScalarAsync(ct))!;
        return wait == 0 ? null : TimeSpan.FromMilliseconds(wait);
    }

    /// <summary>The window is part of it: its slots would mean something else after a change.</summary>
    private static byte[] Key(RateRule rule, string subject) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Purpose}\n{rule.Window.Ticks}\n{subject}"));
}
