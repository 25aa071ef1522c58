namespace Frontdesk.Load.Contenders;

/// <summary>Something that stores messages, started once and measured several times.</summary>
public interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Null where this load is not for it.</summary>
    Task<Figures?> Carry(Load load, Window window, int run, CancellationToken ct);
}
