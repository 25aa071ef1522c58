using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>Asks a mailbox whether its owner really came by a workspace's provider.</summary>
public sealed record SendArrivalLetter(Guid WorkspaceId, Guid ArrivalId) : Job(WorkspaceId);

/// <summary>
/// Makes the token here, so that no stored job holds it. An account that is no member of the workspace gets no link: its
/// owner is told whom to ask, and the workspace never learns that there is such an account.
/// </summary>
public sealed class SendArrivalLetterHandler(FrontdeskDb db, Post post, Brands brands, PublicAddress here) : IJobHandler<SendArrivalLetter>
{
    public async Task Run(SendArrivalLetter job, JobRun run, CancellationToken ct)
    {
        if (await db.SsoArrivals.SingleOrDefaultAsync(a => a.Id == job.ArrivalId && a.ConfirmedAt == null, ct) is not { } arrival)
        {
            return;
        }

        var connection = await db.SsoConnections.SingleAsync(c => c.Id == arrival.ConnectionId, ct);
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == job.WorkspaceId, ct);
        var brand = await brands.OnLetters(workspace.Id, ct);
        if (await ConfirmArrival.Stranger(db, arrival.Email, ct))
        {
            await post.Send(brand.On(ForStranger(arrival, workspace.Name)), ct);
            return;
        }

        var token = arrival.IssueToken();
        await db.SaveChangesAsync(ct);
        await post.Send(brand.On(new Letter(arrival.Email, $"Confirm that you sign in to {workspace.Name}",
            [$"Somebody signed in to {workspace.Name} through {connection.Name} and gave this address.", "If it was you, confirm it once. From then on you sign in there without a mail."],
            new LetterAction("Confirm this address", here.To("/sign-in/confirm#" + token)),
            "The link works for 24 hours. If it was not you, do nothing: without the link nobody gets in.")), ct);
    }

    private static Letter ForStranger(SsoArrival arrival, string workspace) => new(arrival.Email, $"You are not a member of {workspace}",
        [$"Somebody tried to sign in to {workspace} with this address. You have an account here, and it is no member of that workspace, so nothing has happened.",
            "If it was you, ask an owner or admin there for an invitation. Then sign in the same way again."], null, null);
}
