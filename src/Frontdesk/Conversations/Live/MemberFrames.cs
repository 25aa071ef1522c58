using System.Collections.Frozen;
using Frontdesk.Team;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// What a member's socket takes after its first frame, and the permission each frame asks for; null where a live session is
/// enough. A frame that does not stand here is not understood. Which conversation a frame may name is decided by its door.
/// </summary>
public static class MemberFrames
{
    public static readonly FrozenDictionary<string, Permission?> Rules = new Dictionary<string, Permission?>
    {
        ["ping"] = null,
        ["subscribe"] = Permission.ConversationView,
        ["unsubscribe"] = null,
        ["typing:start"] = Permission.ConversationReply,
        ["typing:stop"] = Permission.ConversationReply,
        ["message:send"] = Permission.ConversationReply,
    }.ToFrozenDictionary();

    public static bool Allows(string name, CurrentAgent agent) => Rules.TryGetValue(name, out var needed) && (needed is not { } permission || agent.May(permission));
}
