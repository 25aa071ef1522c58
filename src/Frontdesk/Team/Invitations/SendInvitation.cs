using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Invitations;

/// <summary>Writes the letter. Its token is made here and stands nowhere but in the letter.</summary>
public sealed record SendInvitation(Guid WorkspaceId, Guid InvitationId) : Job(WorkspaceId);

public sealed class SendInvitationHandler(FrontdeskDb db, Post post, PublicAddress address, Brands brands) : IJobHandler<SendInvitation>
{
    public async Task Run(SendInvitation job, JobRun run, CancellationToken ct)
    {
        if (await db.Invitations.Open(job.InvitationId, ct) is not { } invitation)
        {
            return; // revoked or accepted meanwhile
        }

        var workspace = await db.Workspaces.Where(w => w.Id == job.WorkspaceId).Select(w => w.Name).SingleAsync(ct);
        var inviter = await db.Members.Where(m => m.Id == invitation.InvitedBy).Select(m => m.User.Name).SingleOrDefaultAsync(ct);
        var token = InvitationToken.New();
        invitation.Carry(InvitationToken.Hash(token)!);
        await db.SaveChangesAsync(ct);
        var brand = await brands.OnLetters(invitation.WorkspaceId, ct);
        await post.Send(brand.On(Letter(invitation, workspace, brand.Name, inviter, address.To($"/invitation#{token}"))), ct);
    }

    private static Letter Letter(Invitation invitation, string workspace, string product, string? inviter, string link) => new(
        invitation.Email,
        $"Join {workspace} on {product}",
        [$"{inviter ?? "A colleague"} invites you to work in {workspace} as {Article(invitation.Role)} {invitation.Role.ToString().ToLowerInvariant()}.",
            $"In {product} you answer the visitors of your website together, with an AI that knows when to fetch a person."],
        new LetterAction("Accept the invitation", link),
        "The link works once, for seven days, and only for this address. If you do not know why it came, ignore it and nothing happens.");

    private static string Article(Role role) => role is Role.Viewer ? "a" : "an";
}
