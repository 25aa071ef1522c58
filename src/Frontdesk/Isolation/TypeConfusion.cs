namespace Frontdesk.Isolation;

/// <summary>Sends an object, a list, a number or a flag where a text belongs, and texts where ids do: 400, and nothing breaks.</summary>
public sealed class TypeConfusion(FrontDoor door, Company sender, Report report)
{
    private static readonly (string Name, object? Value)[] NoTexts = [("an object", new { a = 1 }), ("a list", new[] { "a" }), ("a number", 7), ("a flag", true)];

    public async Task Run(IReadOnlyList<Operation> operations, CancellationToken ct)
    {
        foreach (var operation in operations.Where(o => o.Changes && !o.OnPage && !o.TakesForm && !o.EndsItsSession && o.Rule is not ("installation" or "" or "visitor")))
        {
            foreach (var (field, type) in operation.Fields)
            {
                foreach (var (what, value) in type is "string" ? NoTexts : [("a text of nonsense", "no such thing ☃")])
                {
                    if (type is "string" or "uuid" or "integer" or "number" or "boolean" or "date-time")
                    {
                        await Send(operation, field, what, value, mustBe400: true, ct);
                    }
                }

                await Send(operation, field, "null", null, mustBe400: false, ct);
                await Send(operation, field, "a text of a million", new string('x', 100_000), mustBe400: false, ct);
            }

            foreach (var raw in operation.Fields.Count > 0 ? new[] { "[]", "\"text\"", "7", "{", "nul", "{\"a\":" } : [])
            {
                await SendRaw(operation, raw, ct);
            }
        }
    }

    private async Task Send(Operation operation, string field, string what, object? value, bool mustBe400, CancellationToken ct)
    {
        var body = Samples.Body(operation, sender);
        body[field] = value;
        var answer = await door.Call(operation.Method, Address(operation), Samples.Json(body), sender.Tokens[Caller.Owner], ct);
        report.Tried.Add((operation.ToString(), "type confusion"));
        if (answer.Status >= 500 || mustBe400 && answer.Status is not (400 or 429))
        {
            report.Add(operation.ToString(), $"an owner who sends {what} as {field}", $"answered {answer.Status}: {answer.Body}");
        }
    }

    private async Task SendRaw(Operation operation, string raw, CancellationToken ct)
    {
        var answer = await door.Call(operation.Method, Address(operation), new StringContent(raw, System.Text.Encoding.UTF8, "application/json"), sender.Tokens[Caller.Owner], ct);
        if (answer.Status is not (400 or 429))
        {
            report.Add(operation.ToString(), $"an owner who sends {raw}", $"answered {answer.Status}: {answer.Body}");
        }
    }

    private static string Address(Operation operation)
    {
        var path = operation.Path;
        foreach (var place in operation.Places)
        {
            path = path.Replace($"{{{place}}}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
        }

        return path;
    }
}
