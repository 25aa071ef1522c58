using System.Text;
using Frontdesk.Platform.Database;

namespace Frontdesk.Isolation;

/// <summary>
/// Every operation as everybody: those outside a company, then those inside who may not, and last those who may. What should
/// happen is read from the rules; what did happen from the answers, and from the company's own rows.
/// </summary>
public sealed class Matrix(FrontDoor door, Snapshot snapshot, Company target, Company stranger, Report report)
{
    private static readonly Caller[] Outside = [Caller.Anonymous, Caller.Stranger, Caller.StrangersKey, Caller.RemovedMember, Caller.OtherVisitor];
    private static readonly Caller[] Inside = [Caller.EmptyKey, Caller.LimitedAgent, Caller.Viewer, Caller.Agent, Caller.Admin, Caller.Owner, Caller.Visitor];

    public async Task Run(IReadOnlyList<Operation> operations, CancellationToken ct)
    {
        foreach (var operation in operations)
        {
            CheckRule(operation);
        }

        var before = await snapshot.AtRest(target.WorkspaceId, ct);
        foreach (var operation in operations.Where(operation => operation.Rule != "open"))
        {
            foreach (var caller in Outside)
            {
                await Try(operation, caller, ct);
            }

            foreach (var caller in Inside.Where(caller => Expecting(operation, caller) is not (Expected.LetIn or Expected.TellsNothing)))
            {
                await Try(operation, caller, ct);
            }
        }

        foreach (var table in Snapshot.Changed(before, await snapshot.Of(target.WorkspaceId, ct)))
        {
            report.Add("the whole matrix", "outsiders and those who may not", $"rows of {table} have changed");
        }

        foreach (var operation in operations.Where(operation => operation.Rule == "open"))
        {
            foreach (var caller in Outside)
            {
                await Try(operation, caller, ct); // anybody may write to a company; nobody learns anything of it
            }
        }

        foreach (var operation in operations.OrderBy(operation => operation.Changes))
        {
            foreach (var caller in Inside.Where(caller => Expecting(operation, caller) is Expected.LetIn))
            {
                await LetIn(operation, caller, ct);
            }
        }
    }

    private void CheckRule(Operation operation)
    {
        if (operation.Rule.Length == 0)
        {
            report.Add(operation.ToString(), "anybody", "nobody has said who may call it");
        }
        else if (operation.Places.Count > 0 && operation.Rule is not ("open" or "installation") && !Objects.IsPlaced(operation))
        {
            report.Add(operation.ToString(), "anybody", "Isolation/Objects.cs does not say what its address names");
        }
    }

    private async Task Try(Operation operation, Caller caller, CancellationToken ct)
    {
        if (operation.Rule.Length == 0 || operation.OnPage && !HasCookie(caller) || EndsOwnSession(operation, caller))
        {
            return;
        }

        var answer = await Ask(operation, caller, ct);
        report.Tried.Add((operation.ToString(), caller.ToString()));
        var expected = Expecting(operation, caller);
        if (!Fits(expected, operation, answer))
        {
            report.Add(operation.ToString(), caller.ToString(), $"{answer.Status} where {expected} was expected: {Start(answer.Body)}");
        }

        if (answer.Status >= 500)
        {
            report.Add(operation.ToString(), caller.ToString(), $"broke with {answer.Status}");
        }

        if (IsOutside(caller) && Leaks(answer))
        {
            report.Add(operation.ToString(), caller.ToString(), $"the answer tells something of the company: {Start(answer.Body)}");
        }
    }

    /// <summary>Those who may are tried on objects that do not exist where they would change one: the matrix leaves things standing.</summary>
    private async Task LetIn(Operation operation, Caller caller, CancellationToken ct)
    {
        if (operation.OnPage && !HasCookie(caller) || operation.Rule == "signed_in" && operation.Changes)
        {
            return;
        }

        var answer = await Send(operation, caller, operation.Changes ? operation.Path.Replace("{", "00000000-0000-7000-8000-000000000000{") : null, ct);
        report.Tried.Add((operation.ToString(), caller.ToString()));
        if (answer.Status is 401 || answer.Status == 403 && answer.Code is null or "not_permitted" or "not_signed_in" || answer.Status >= 500
            || !operation.Changes && NamesObjects(operation) && answer.Status == 404)
        {
            report.Add(operation.ToString(), caller.ToString(), $"{answer.Status} although the rule allows it: {Start(answer.Body)}");
        }
    }

    private Task<Answer> Ask(Operation operation, Caller caller, CancellationToken ct) => Send(operation, caller, null, ct);

    private Task<Answer> Send(Operation operation, Caller caller, string? absent, CancellationToken ct)
    {
        var path = absent is null ? Address(operation) : Filled(absent);
        if (operation.TakesForm && !operation.OnPage)
        {
            return door.Call(operation.Method, path, Samples.Form(absent is null ? target : Home(caller)), Token(caller), ct);
        }

        if (operation.OnPage)
        {
            return door.Visit(operation.Method, path, operation.Changes ? Samples.Form(target) : null, Home(caller).SessionOf(AtHome(caller)), ct);
        }

        var body = !operation.Changes ? null : operation.Fields.Count > 0 || absent is null && operation.Method != "DELETE" ? Samples.Json(absent is null ? Samples.Body(operation, target) : new { }) : null;
        return door.Call(operation.Method, path, body, Token(caller), ct);
    }

    /// <summary>The address with the company's own objects in it, in the query too.</summary>
    private string Address(Operation operation)
    {
        var named = Objects.Named(operation)?.Name;
        var path = operation.Path;
        foreach (var place in operation.Places)
        {
            path = path.Replace($"{{{place}}}", place == "messageId" ? target.Objects["message"] : named is not null && target.Objects.TryGetValue(named, out var id) ? id : place == "key" ? target.Objects["public_key"] : Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
        }

        var query = operation.Query.Where(name => Objects.NamedBy(name) is not null).Select(name => $"{name}={target.Objects[Objects.NamedBy(name)!]}").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string Filled(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"(00000000-0000-7000-8000-000000000000)\{\w+\}", "$1");

    private static Expected Expecting(Operation operation, Caller caller) => operation.Rule.Length == 0
        ? Expected.TellsNothing
        : Expectation.For(operation.Rule, caller, caller == Caller.LimitedAgent ? NamesChatbots(operation) : NamesObjects(operation));

    private static bool NamesObjects(Operation operation) => operation.Places.Count > 0 && Objects.Named(operation) is not null || NamesByField(operation);

    private static bool NamesChatbots(Operation operation) => Objects.Named(operation) is { OfChatbot: true } || NamesByField(operation);

    private static bool NamesByField(Operation operation) => operation.Fields.Keys.Concat(operation.Query).Any(name => Objects.NamedBy(name) is not null);

    private static bool Fits(Expected expected, Operation operation, Answer answer) => expected switch
    {
        Expected.WhoAreYou => operation.OnPage ? answer.Status == 303 && answer.Headers.Contains("/sign-in", StringComparison.Ordinal) : answer.Status == 401,
        Expected.NotYours => answer.Status == 403,
        Expected.NotThere => answer.Status == 404 || operation.OnPage && answer.Body.StartsWith("<turbo-stream action=\"remove\"", StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>The word, or an id that the request itself did not carry.</summary>
    private bool Leaks(Answer answer) => (answer.Body + answer.Headers).Contains(target.Word, StringComparison.OrdinalIgnoreCase);

    /// <summary>What somebody does to themselves would end their session in the middle of the matrix.</summary>
    private static bool EndsOwnSession(Operation operation, Caller caller) =>
        operation.Changes && caller is not Caller.Anonymous && (operation.Rule == "signed_in" && !NamesObjects(operation) || operation.EndsItsSession);

    private static bool HasCookie(Caller caller) => caller is not (Caller.StrangersKey or Caller.EmptyKey or Caller.Visitor or Caller.OtherVisitor);

    private static bool IsOutside(Caller caller) => Outside.Contains(caller);

    private Company Home(Caller caller) => caller is Caller.Stranger or Caller.StrangersKey ? stranger : target;

    private static Caller AtHome(Caller caller) => caller == Caller.Stranger ? Caller.Owner : caller;

    private string? Token(Caller caller) => Home(caller).Tokens.GetValueOrDefault(AtHome(caller));

    private static string Start(string text) => new StringBuilder(text.ReplaceLineEndings(" ")).ToString() is { Length: > 160 } longer ? longer[..160] + "…" : text.ReplaceLineEndings(" ");
}
