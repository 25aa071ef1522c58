namespace Frontdesk.Knowledge.Indexes;

/// <summary>How much memory the chatbots' indexes may take on a node, together.</summary>
public sealed class IndexMemory
{
    public const string Setting = "FRONTDESK_INDEX_MEMORY";

    /// <summary>In megabytes.</summary>
    public int Megabytes { get; set; } = 512;

    public long Bytes => Megabytes * 1024L * 1024;
}
