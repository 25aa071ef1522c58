namespace Frontdesk.Isolation;

/// <summary>Sends fields that no body has: whose company it is, who owns it, what role its sender would like. None may have an effect.</summary>
public sealed class MassAssignment(FrontDoor door, Snapshot snapshot, Company target, Company sender, Report report)
{
    public async Task Run(IReadOnlyList<Operation> operations, CancellationToken ct)
    {
        var before = await snapshot.AtRest(target.WorkspaceId, ct);
        var id = Guid.CreateVersion7();
        var last = "the beginning";
        foreach (var operation in operations.Where(o => o.Fields.Count > 0 && !o.TakesForm && !o.EndsItsSession && Permitted(o)))
        {
            var body = Samples.Body(operation, sender);
            foreach (var (name, value) in Wishes(id).Where(wish => !operation.Fields.ContainsKey(wish.Name)))
            {
                body[name] = value;
            }

            var answer = await door.Call(operation.Method, Address(operation), Samples.Json(body), sender.Tokens[Caller.Owner], ct);
            report.Tried.Add((operation.ToString(), "mass assignment"));
            if (answer.Status is 401 or >= 500)
            {
                report.Add(operation.ToString(), "a wishful owner", $"answered {answer.Status}, after {last}");
            }

            last = $"{operation} had answered {answer.Status}";
        }

        foreach (var table in Snapshot.Changed(before, await snapshot.Of(target.WorkspaceId, ct)))
        {
            report.Add("mass assignment", "a wishful owner", $"rows of {table} of another company have changed");
        }

        foreach (var place in await snapshot.Places(id, ct))
        {
            report.Add("mass assignment", "a wishful owner", $"an id of the sender's choice stands in {place}");
        }
    }

    private static bool Permitted(Operation operation) => operation.Rule is not ("visitor" or "installation" or "open" or "");

    private (string Name, object Value)[] Wishes(Guid id) =>
    [
        ("id", id), ("Id", id), ("owner_id", id), ("user_id", id), ("created_by", id), ("source_id", id), ("assigned_member_id", id),
        ("workspace_id", target.WorkspaceId), ("workspaceId", target.WorkspaceId), ("WorkspaceId", target.WorkspaceId),
        ("role", "owner"), ("is_super_admin", true), ("email_verified_at", DateTimeOffset.UnixEpoch), ("plan", "enterprise"), ("status", "active"), ("public_key", target.Objects["public_key"]),
    ];

    private string Address(Operation operation)
    {
        var path = operation.Path;
        foreach (var place in operation.Places)
        {
            path = path.Replace($"{{{place}}}", Objects.Named(operation) is var (name, _) && sender.Objects.TryGetValue(name, out var own) ? own : Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
        }

        return path;
    }
}
