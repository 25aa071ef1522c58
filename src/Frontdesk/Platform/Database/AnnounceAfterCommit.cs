using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Frontdesk.Platform.Database;

/// <summary>Announcements that no transaction can carry wait for its end, whoever ends it.</summary>
internal sealed class AnnounceAfterCommit : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as FrontdeskDb)?.TransactionEnded(committed: true);
        return Task.CompletedTask;
    }

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as FrontdeskDb)?.TransactionEnded(committed: false);
        return Task.CompletedTask;
    }
}
