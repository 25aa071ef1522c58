using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;

namespace Frontdesk.Load.People;

/// <summary>People who talk evenly while something happens to the servers or to others: what do they notice?</summary>
public static class Bystanders
{
    private const int AtOnce = 16;

    /// <param name="here">The node that the visitors are connected to.</param>
    /// <param name="there">The node that the agents are connected to.</param>
    public static async Task<Traffic> Join(EmbeddedDatabase database, FrontdeskWorkspace workspace, int visitors, int agents, Uri here, Uri there, int run, CancellationToken ct)
    {
        var seqs = (await Proof.Audit.Last(database)).ToDictionary(c => c.Key, c => c.Value.Seq);
        var theirs = workspace.Visitors.Take(visitors).ToArray();
        var token = await FrontdeskWorkspace.SignIn(there, ct);
        var watching = await AtOnce.Times(agents, (i, stop) => FrontdeskNodes.Watch(there, token, theirs.Where((_, v) => v % agents == i), seqs, stop), ct);
        var talking = await AtOnce.Times(theirs.Length, (i, stop) => FrontdeskNodes.Join(here, workspace.AppKey, i, theirs[i], seqs[theirs[i].ConversationId], stop), ct);
        return new Traffic(talking, watching, run);
    }
}
