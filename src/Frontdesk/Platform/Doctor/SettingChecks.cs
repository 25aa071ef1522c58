using Frontdesk.Platform.Http;

namespace Frontdesk.Platform.Doctor;

/// <summary>What the operator has set, and what it means for safety.</summary>
internal static class SettingChecks
{
    private const int WideV4 = 8;
    private static readonly string[] Here = ["Host=/", "Host=127.0.0.1", "Host=localhost", "Host=::1"];

    public static IEnumerable<Finding> Of(StartOptions start, Func<string, string?> variable)
    {
        yield return PublicUrl(start.PublicUrl);
        yield return WhoStandsInFront(start, variable(Proxies.Setting));
        if (variable("ASPNETCORE_FORWARDEDHEADERS_ENABLED") is "true" or "1")
        {
            yield return Finding.Warning("ASPNETCORE_FORWARDEDHEADERS_ENABLED has no effect here: it would believe whoever connects.", $"Name your proxy in {Proxies.Setting} and remove it.");
        }

        yield return variable("FRONTDESK_LIMITS_SCALE") is { Length: > 0 } scale and not "1"
            ? Finding.Warning($"All limits are multiplied by {scale}.", "Remove FRONTDESK_LIMITS_SCALE after your load test.")
            : Finding.Fine("Limits are as documented.");
        yield return variable("FRONTDESK_OUTBOUND_ALLOW") is { Length: > 0 } open
            ? Finding.Warning($"Owners of workspaces can make this server call {open}.", "Keep FRONTDESK_OUTBOUND_ALLOW as short as it can be, with ports.")
            : Finding.Fine("No workspace can make this server call private addresses.");
        yield return start.Database is not null && !start.Database.Contains("SSL Mode", StringComparison.OrdinalIgnoreCase) && !start.Database.Contains("SslMode", StringComparison.OrdinalIgnoreCase) && !IsHere(start.Database)
            ? Finding.Warning("The way to the database may be in the clear.", "Add `SSL Mode=VerifyFull` to FRONTDESK_DATABASE unless the network between is your own.")
            : Finding.Fine("The way to the database is local, or says how it is encrypted.");
    }

    private static bool IsHere(string database) =>
        Here.Any(here => database.Contains(here, StringComparison.OrdinalIgnoreCase));

    private static Finding PublicUrl(string? url) => url switch
    {
        null => Finding.Warning("FRONTDESK_PUBLIC_URL is not set: links in mails and snippets name the address that is listened to.", "Set it to what browsers use, such as https://chat.example.com."),
        _ when url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) => Finding.Fine($"Browsers come by {url}: cookies are marked secure, and HSTS is sent."),
        _ => Finding.Warning($"Browsers come by {url}, in the clear: passwords and messages can be read on the way.", "Put a proxy with HTTPS in front (docs/self-hosting.md, \"Behind a proxy\")."),
    };

    private static Finding WhoStandsInFront(StartOptions start, string? setting)
    {
        try
        {
            var known = Proxies.Known(setting);
            return known.Count > 0 && known.FirstOrDefault(n => n.PrefixLength < WideV4) is { PrefixLength: < WideV4 } wide
                ? Finding.Broken($"{Proxies.Setting} believes nearly everybody ({wide}): whoever connects can claim any address.", "Name your proxies alone.")
                : known.Count > 0 ? Finding.Fine($"Believed about who asks: {string.Join(", ", known)}.")
                : start.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true
                    ? Finding.Warning("A proxy speaks HTTPS for this server, but none is known: everybody counts as that one address, for limits and for allowed networks.", $"Set {Proxies.Setting} to the proxy's address, such as 127.0.0.1.")
                    : Finding.Fine("No proxy is known, so nobody is believed about another's address.");
        }
        catch (CannotStartException wrong)
        {
            return Finding.Broken(wrong.Message, "Separate addresses and networks with commas.");
        }
    }
}
