using Frontdesk.Platform.Nodes;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// How many sockets and held polls visitors may have. Beyond it the widget polls, or polls later; members are never refused.
/// </summary>
public sealed class VisitorPlaces(RunningNodes nodes, IConfiguration configuration)
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(120);
    public static readonly TimeSpan PollAgainAfter = TimeSpan.FromSeconds(5);
    private const int SocketsOfVisitor = 10;
    private const int PollsOfVisitor = 3;
    private const int WorthTelling = 3;

    private readonly double _scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
    private readonly Places _ofWorkspaces = new("workspace_sockets", nodes);
    private readonly Places _ofVisitors = new("visitor_sockets", nodes, WorthTelling);
    private readonly Places _polls = new("visitor_polls", nodes, WorthTelling);

    /// <summary>How many visitors' sockets the workspace has open, on all nodes.</summary>
    public int Open(Guid workspaceId) => _ofWorkspaces.Taken(workspaceId);

    /// <summary>Null where the workspace has as many as its plan allows.</summary>
    public IDisposable? Enter(Guid workspaceId, int most) => _ofWorkspaces.Take(workspaceId, Scaled(most));

    /// <summary>Null where the visitor has ten already.</summary>
    public IDisposable? EnterAs(Guid visitorId) => _ofVisitors.Take(visitorId, Scaled(SocketsOfVisitor));

    /// <summary>Null where three polls of the visitor are held already.</summary>
    public IDisposable? Hold(Guid visitorId) => _polls.Take(visitorId, Scaled(PollsOfVisitor));

    /// <summary>As the plan says, unless all limits are scaled.</summary>
    public int Scaled(int most) => (int)Math.Max(1, Math.Min(int.MaxValue, most * _scale));
}
