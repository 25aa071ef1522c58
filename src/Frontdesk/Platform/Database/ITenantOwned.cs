namespace Frontdesk.Platform.Database;

/// <summary>A row that belongs to one workspace. Filters, row-level security and the save check hang on this.</summary>
public interface ITenantOwned
{
    Guid WorkspaceId { get; }
}
