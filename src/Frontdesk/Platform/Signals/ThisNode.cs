namespace Frontdesk.Platform.Signals;

/// <summary>Which of the servers on one database this is: a new name at each start.</summary>
public sealed record ThisNode(Guid Id)
{
    public static ThisNode Begin() => new(Guid.CreateVersion7());
}
