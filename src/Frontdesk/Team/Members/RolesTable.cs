using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Members;

/// <summary>A permission, and which roles have it.</summary>
public sealed record PermissionRow(string Permission, string Label, IReadOnlyList<Role> Roles);

/// <summary>Feature × role as the Roles page and the API show it, made from the one table.</summary>
public static class RolesTable
{
    public static IReadOnlyList<PermissionRow> Rows { get; } =
        [.. Enum.GetValues<Permission>().Select(p => new PermissionRow(p.Name(), PermissionLabels.Of(p), [.. Enum.GetValues<Role>().Where(r => Permissions.Has(r, p))]))];

    /// <summary>Those whose place is not their role's alone.</summary>
    public static async Task<List<Member>> Exceptions(FrontdeskDb db, CancellationToken ct) =>
        await db.Members.AsNoTracking().Include(m => m.User).Where(m => m.Grants.Length > 0 || m.ChatbotIds != null).OrderBy(m => m.CreatedAt).ToListAsync(ct);

    internal static async Task<IResult> Handle(FrontdeskDb db, CancellationToken ct) => TypedResults.Ok(new
    {
        roles = Enum.GetValues<Role>().Select(r => new { role = r, label = RoleWords.Name(r), description = RoleWords.Of(r), permissions = Permissions.Of(r).Order().Select(p => p.Name()) }),
        permissions = Rows,
        exceptions = (await Exceptions(db, ct)).ConvertAll(m => new { member_id = m.Id, m.User.Name, m.Role, m.Grants, m.ChatbotIds }),
    });
}
