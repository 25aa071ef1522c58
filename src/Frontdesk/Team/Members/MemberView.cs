using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Members;

/// <summary>A member as the team sees them.</summary>
/// <param name="Grants">Names of permissions beside the role.</param>
/// <param name="ChatbotIds">The chatbots they are limited to; null for all.</param>
/// <param name="IsYou">Whether it is who asks.</param>
public sealed record MemberView(
    Guid Id, Guid UserId, string Name, string Email, string? Title, Role Role, MemberStatus Status, IReadOnlyList<string> Grants,
    IReadOnlyList<Guid>? ChatbotIds, bool TwoFactor, DateTimeOffset? LastActiveAt, DateTimeOffset CreatedAt, bool IsYou)
{
    public static MemberView Of(Member m, CurrentAgent agent) => new(
        m.Id, m.UserId, m.User.Name, m.User.Email, m.User.Title, m.Role, m.Status, m.Grants, m.ChatbotIds, m.User.HasSecondFactor, m.LastActiveAt, m.CreatedAt, m.Id == agent.MemberId);
}

/// <summary>Which members a list shows. Nulls and what is no role or status show all.</summary>
public sealed record MemberFilter(string? Role = null, string? Status = null, string? Q = null)
{
    public bool IsEmpty => this == new MemberFilter();

    public IQueryable<Member> Of(IQueryable<Member> members)
    {
        var (role, status) = (Parsed<Role>(Role), Parsed<MemberStatus>(Status));
        var words = string.IsNullOrWhiteSpace(Q) ? null : Like.Containing(Q.Trim());
        return members.Where(m => (role == null || m.Role == role) && (status == null || m.Status == status)
            && (words == null || EF.Functions.ILike(m.User.Name, words) || EF.Functions.ILike(m.User.Email, words)));
    }

    private static T? Parsed<T>(string? text) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => SnakeCase.Text(v) == text).Select(v => (T?)v).FirstOrDefault();
}
