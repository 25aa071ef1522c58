namespace Frontdesk.Platform.Database;

/// <summary>The workspace this request or job works for. Bound once at the edge; unbound means nothing is visible.</summary>
public sealed class Tenant
{
    public Guid? WorkspaceId { get; private set; }

    public void Bind(Guid workspaceId)
    {
        if (WorkspaceId is { } bound && bound != workspaceId)
        {
            throw new InvalidOperationException("This scope already works for another workspace.");
        }

        WorkspaceId = workspaceId;
    }
}
