using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Workspaces;

namespace Frontdesk.Installation;

/// <summary>Something that can be turned on for some workspaces before others.</summary>
/// <param name="Name">As it is stored: "live_answers".</param>
/// <param name="Share">For how many of a hundred workspaces it is on until somebody says otherwise.</param>
public sealed record FeatureSwitch(string Name, string Title, string Description, int Share)
{
    public static readonly FeatureSwitch LiveAnswers = new(
        "live_answers", "Answers appear while they are written", "Words of a model reach the visitor and the inbox as they come. Where it is off, an answer appears when it is complete.", 100);

    public static readonly IReadOnlyList<FeatureSwitch> All = [LiveAnswers];

    public static FeatureSwitch? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>A workspace's own word counts; else its place among a hundred, which never changes, decides.</summary>
    public bool IsOn(Guid workspaceId, IReadOnlyDictionary<string, bool> overrides, IReadOnlyDictionary<string, int> rollout) =>
        overrides.TryGetValue(Name, out var on) ? on : PlaceOf(workspaceId) < rollout.GetValueOrDefault(Name, Share);

    /// <summary>0 to 99, another for each switch, so that not always the same workspaces come first.</summary>
    public int PlaceOf(Guid workspaceId) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}:{workspaceId}"))) % 100);
}

/// <summary>Whether a switch is on for a workspace now.</summary>
public sealed class FeatureSwitches(KnownSettings settings)
{
    public async ValueTask<bool> IsOn(FeatureSwitch feature, Workspace workspace, CancellationToken ct) =>
        feature.IsOn(workspace.Id, workspace.Features, (await settings.Now(ct)).Rollout);
}
