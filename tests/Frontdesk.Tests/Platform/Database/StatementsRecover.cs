using Frontdesk.Platform.Database;
using Frontdesk.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Database;

/// <summary>What fails once does not stand in the way of those who ask the same later.</summary>
public sealed class StatementsRecover(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_statement_that_failed_while_it_was_prepared_works_the_next_time(bool inTransaction)
    {
        for (var round = 0; round < 3; round++)
        {
            (await Should.ThrowAsync<PostgresException>(() => Divide(10, 0, inTransaction))).SqlState.ShouldBe("22012");
        }

        for (var round = 0; round < 3; round++)
        {
            (await Divide(10, 2, inTransaction)).ShouldBe(5);
        }
    }

    /// <summary>Dividing by zero fails while the statement is planned: after its parsing, before its description.</summary>
    private async Task<int> Divide(int a, int b, bool inTransaction)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(Guid.CreateVersion7());
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        await using var transaction = inTransaction ? await db.Database.BeginTransactionAsync() : null;
        var quotients = await db.Database.SqlQuery<int>($"select {a} / {b} as \"Value\"").ToListAsync();
        return quotients.Single();
    }
}
