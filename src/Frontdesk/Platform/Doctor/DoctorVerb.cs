using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Platform.Doctor;

/// <summary><c>frontdesk doctor</c>: looks at a running installation and says line by line what is fine and what is to be done. It changes nothing.</summary>
public static class DoctorVerb
{
    /// <summary>0 where nothing is broken.</summary>
    public static async Task<int> Run(StartOptions start)
    {
        var broken = 0;
        await foreach (var finding in Examine(start, Environment.GetEnvironmentVariable))
        {
            Console.WriteLine(finding);
            broken += finding.Verdict == Verdict.Broken ? 1 : 0;
        }

        Console.WriteLine(broken == 0 ? "Nothing is broken." : $"{broken} {(broken == 1 ? "thing is" : "things are")} broken.");
        return broken == 0 ? 0 : 1;
    }

    /// <param name="start">Which installation.</param>
    /// <param name="variable">The environment it runs with.</param>
    public static async IAsyncEnumerable<Finding> Examine(StartOptions start, Func<string, string?> variable)
    {
        var (connectionString, away) = await Reach(start);
        if (connectionString is null)
        {
            yield return away!;
        }
        else
        {
            await foreach (var finding in DatabaseChecks.Of(connectionString))
            {
                yield return finding;
            }
        }

        foreach (var finding in MachineChecks.Of(start).Concat(SettingChecks.Of(start, variable)))
        {
            yield return finding;
        }

        yield return await NetworkChecks.Mail(variable("FRONTDESK_SMTP"));
        yield return await NetworkChecks.Signals(variable(RabbitAddress.Setting));
        foreach (var url in start.Urls.Split(';'))
        {
            yield return await NetworkChecks.Port(url);
        }
    }

    private static async Task<(string? ConnectionString, Finding? Away)> Reach(StartOptions start)
    {
        try
        {
            await using var database = await FrontdeskDatabase.OfRunning(start);
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            return (database.ConnectionString, null);
        }
        catch (Exception away) when (DatabaseAway.Explains(away) || away is CannotStartException or ArgumentException)
        {
            return (null, Finding.Broken($"The database does not answer: {away.Message}",
                start.Database is null ? "The embedded database runs with the server: start Frontdesk, then ask again." : "Check FRONTDESK_DATABASE, the network and the database itself."));
        }
    }
}
