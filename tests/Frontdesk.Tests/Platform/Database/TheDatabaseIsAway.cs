using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Database;

/// <summary>Which failures are the database's absence and which are a fault of ours, wrapped as EF wraps them.</summary>
public sealed class TheDatabaseIsAway
{
    public static TheoryData<string, Exception, bool> Failures() => new()
    {
        { "refused connection", new NpgsqlException("No connection", new System.Net.Sockets.SocketException()), true },
        { "no answer in time", new TimeoutException(), true },
        { "told to stop", Postgres("57P01"), true },
        { "starting up", Postgres("57P03"), true },
        { "too many connections", Postgres("53300"), true },
        { "a deadlock", Postgres("40P01"), true },
        { "a broken rule", Postgres("23505"), false },
        { "a syntax error", Postgres("42601"), false },
        { "a wall", Postgres("42501"), false },
        { "while reading, away", new InvalidOperationException("likely due to a transient failure", new NpgsqlException("gone")), true },
        { "while saving, away", new DbUpdateException("could not save", new NpgsqlException("gone")), true },
        { "while saving, a broken rule", new DbUpdateException("could not save", Postgres("23505")), false },
        { "while saving, wrapped twice", new InvalidOperationException("transient", new DbUpdateException("could not save", Postgres("57P01"))), true },
        { "something else that is invalid", new InvalidOperationException("No workspace is bound to this scope."), false },
        { "a file that is missing", new IOException("no such file"), false },
        { "a fault", new ArithmeticException(), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_told_from_a_fault(string what, Exception failure, bool away) => DatabaseAway.Breaks(failure).ShouldBe(away, what);

    private static PostgresException Postgres(string state) => new("refused", "ERROR", "ERROR", state);
}
