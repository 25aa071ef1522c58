using Frontdesk.Conversations.Live;
using Frontdesk.SignIn;
using Frontdesk.Team;

namespace Frontdesk.Isolation;

/// <summary>Every frame of both sockets as everybody, on one company's conversation; and what is heard by those who should hear nothing.</summary>
public sealed class FrameMatrix(FrontDoor door, SessionTokens tokens, Company target, Company stranger, Report report)
{
    private const string Members = "/api/v1/realtime";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(700);
    private static readonly Caller[] Inside = [Caller.Owner, Caller.Admin, Caller.Agent, Caller.Viewer, Caller.LimitedAgent];
    private static readonly Caller[] NoMembers = [Caller.Anonymous, Caller.RemovedMember, Caller.Visitor, Caller.OtherVisitor];

    private string Visitors => $"/api/public/chat/connect?app_key={target.Objects["public_key"]}&fingerprint=audit-audit";

    public async Task Run(CancellationToken ct)
    {
        await NobodyElseGetsIn(ct);
        foreach (var (frame, needed) in MemberFrames.Rules.Where(rule => rule.Key is not "ping" and not "unsubscribe"))
        {
            foreach (var caller in Inside)
            {
                var may = needed is not { } permission || Permissions.Has(Expectation.RoleOf(caller), permission);
                await TryAsMember(frame, caller, target.Tokens[caller], may && caller != Caller.LimitedAgent, ct);
            }

            await TryAsMember(frame, Caller.Stranger, stranger.Tokens[Caller.Owner], false, ct);
        }

        foreach (var frame in new[] { "resume", "message:send", "typing:start", "typing:stop", "message:read" })
        {
            await TryAsVisitor(frame, ct);
        }

        await OutsidersHearNothing(ct);
    }

    private async Task NobodyElseGetsIn(CancellationToken ct)
    {
        foreach (var caller in NoMembers)
        {
            var (wire, _) = await Wire.Open(door.Url, Members, ct);
            await using var open = wire!;
            await open.Send("auth", new { token = target.Tokens.GetValueOrDefault(caller, "nobody") }, ct);
            report.Tried.Add(($"socket {Members}", caller.ToString()));
            if (await open.Next(Patience, ct) is not "closed 4401" and var got)
            {
                report.Add($"socket {Members}", caller.ToString(), $"was let in: {got}");
            }
        }

        foreach (var origin in new[] { "https://evil.invalid", "null" })
        {
            var (wire, status) = await Wire.Open(door.Url, Members, ct, ("Cookie", $"{SessionTokens.Cookie}={tokens.ForCookie(target.SessionOf(Caller.Owner)!.Value)}"), ("Origin", origin));
            report.Tried.Add(($"socket {Members}", $"the owner's browser on {origin}"));
            if (wire is not null)
            {
                report.Add($"socket {Members}", $"the owner's browser on {origin}", $"a website elsewhere opened the owner's socket ({status})");
                await wire.DisposeAsync();
            }
        }
    }

    private async Task TryAsMember(string frame, Caller caller, string token, bool may, CancellationToken ct)
    {
        var (wire, _) = await Wire.Open(door.Url, Members, ct);
        await using var open = wire!;
        await open.Send("auth", new { token }, ct);
        await open.Next(Patience, ct);
        await open.Send(frame, new { conversation_id = target.Objects["conversation"], client_message_id = Guid.CreateVersion7(), content = "Let me in", seq = 0, change = 0 }, ct);
        var got = frame.StartsWith("typing", StringComparison.Ordinal) && may ? null : await open.Next(Patience, ct);
        report.Tried.Add(($"frame {frame}", caller.ToString()));
        var refused = got is not null && (got.Contains("\"error\"", StringComparison.Ordinal) || got.Contains("message:refused", StringComparison.Ordinal));
        if (!may && (!refused || got!.Contains(target.Word, StringComparison.Ordinal)))
        {
            report.Add($"frame {frame}", caller.ToString(), $"was not refused: {got ?? "silence"}");
        }

        if (may && got?.Contains("not_permitted", StringComparison.Ordinal) == true)
        {
            report.Add($"frame {frame}", caller.ToString(), $"was refused although the role allows it: {got}");
        }
    }

    private async Task TryAsVisitor(string frame, CancellationToken ct)
    {
        var (wire, _) = await Wire.Open(door.Url, Visitors, ct);
        await using var open = wire!;
        await open.Send("auth", new { token = target.Tokens[Caller.OtherVisitor] }, ct);
        await open.Next(Patience, ct);
        await open.Send(frame, new { conversation_id = target.Objects["conversation"], client_message_id = Guid.CreateVersion7(), content = "Let me in", seq = 1, change = 0 }, ct);
        report.Tried.Add(($"visitor frame {frame}", Caller.OtherVisitor.ToString()));
        if (await open.Next(Patience, ct) is var got && (got is null || !got.Contains("\"error\"", StringComparison.Ordinal) && !got.Contains("message:refused", StringComparison.Ordinal)))
        {
            report.Add($"visitor frame {frame}", Caller.OtherVisitor.ToString(), $"was not refused: {got ?? "silence"}");
        }
    }

    /// <summary>Lists are watched by a stranger, a limited member and another visitor while the conversation goes on.</summary>
    private async Task OutsidersHearNothing(CancellationToken ct)
    {
        var ears = new List<(string Who, Wire Wire)>();
        foreach (var (caller, token) in new[] { (Caller.Stranger, stranger.Tokens[Caller.Owner]), (Caller.LimitedAgent, target.Tokens[Caller.LimitedAgent]), (Caller.OtherVisitor, target.Tokens[Caller.OtherVisitor]) })
        {
            var (wire, _) = await Wire.Open(door.Url, caller == Caller.OtherVisitor ? Visitors : Members, ct);
            await wire!.Send("auth", new { token }, ct);
            await wire.Next(Patience, ct);
            await wire.Send("subscribe", new { inbox = true }, ct);
            ears.Add((caller.ToString(), wire));
        }

        await door.Call("POST", "/api/public/chat/message", Samples.Json(new
        {
            app_key = target.Objects["public_key"],
            fingerprint = "audit-audit",
            client_message_id = Guid.CreateVersion7(),
            session_id = target.Objects["visitor_session"],
            content = $"Still here, {target.Word}",
        }), target.Tokens[Caller.Visitor], ct);
        foreach (var (who, wire) in ears)
        {
            report.Tried.Add(("what sockets hear", who));
            while (await wire.Next(Silence, ct) is { } heard && !heard.StartsWith("closed", StringComparison.Ordinal))
            {
                if (heard.Contains(target.Objects["conversation"], StringComparison.Ordinal) || heard.Contains(target.Word, StringComparison.Ordinal))
                {
                    report.Add("what sockets hear", who, heard);
                }
            }

            await wire.DisposeAsync();
        }
    }
}
