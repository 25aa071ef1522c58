using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Trials;

public static class Idle
{
    public static Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct) => throw new FormatException(place + options.Name + ct);
}
