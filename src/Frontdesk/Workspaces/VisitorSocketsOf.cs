namespace Frontdesk.Workspaces;

/// <summary>How many live connections the visitors of a workspace may have at once; beyond it widgets poll.</summary>
public static class VisitorSocketsOf
{
    private const int Ordinary = 1_000;
    private const int Large = 10_000;

    public static int Plan(string? plan) => plan == "enterprise" ? Large : Ordinary;
}
