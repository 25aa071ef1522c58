using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Frontdesk.Answers.Providers;

/// <summary>
/// Leaves out of a request what the model was seen to refuse. Reasoning models take no temperature, some servers no
/// stream options, and the limit has two names; no list of models could keep up, but every server names what it refuses.
/// </summary>
internal sealed class RefusedParameters
{
    private const int MostModels = 10_000;

    private static readonly string[] Optional = ["temperature", "top_p", "stream_options", "max_tokens"];

    private readonly ConcurrentDictionary<(Uri, string Model, string Parameter), bool> refused = new();

    public void LeaveOut(Uri server, string model, JsonObject body)
    {
        foreach (var parameter in Optional.Where(parameter => refused.ContainsKey((server, model, parameter)))) Drop(body, parameter);
    }

    /// <summary>True when the refusal names an optional part of the body, which is then gone from it.</summary>
    public bool Learn(Uri server, string model, JsonObject body, string refusal)
    {
        var named = Optional.FirstOrDefault(parameter => body.ContainsKey(parameter) && refusal.Contains(parameter, StringComparison.Ordinal));
        if (named is null) return false;
        if (refused.Count > MostModels) refused.Clear();
        refused[(server, model, named)] = true;
        Drop(body, named);
        return true;
    }

    private static void Drop(JsonObject body, string parameter)
    {
        if (body.Remove(parameter, out var value) && parameter == "max_tokens") body["max_completion_tokens"] = value?.DeepClone();
    }
}
