namespace Frontdesk.Platform;

/// <summary>What the operator asked for, on the command line or in the environment. The command line wins.</summary>
/// <param name="Verb">serve (the default), migrate, audit, doctor or extract.</param>
/// <param name="Urls">Where to listen, separated by semicolons.</param>
/// <param name="Data">Files, keys and the embedded database.</param>
/// <param name="PublicUrl">What visitors' browsers call this server; null where it is what they asked for.</param>
/// <param name="Database">A connection string, or null for the embedded PostgreSQL.</param>
public sealed record StartOptions(string Verb, string Urls, string Data, string? PublicUrl, string? Database, bool Demo, string? DemoPassword, string[] HostArguments)
{
    public static StartOptions Read(string[] args)
    {
        var rest = new Queue<string>(args);
        var options = new StartOptions("serve", Variable("URLS") ?? "http://127.0.0.1:5080", Variable("DATA") ?? "data", Variable("PUBLIC_URL")?.TrimEnd('/'),
            Variable("DATABASE"), false, Variable("DEMO_PASSWORD"), []);
        while (rest.TryDequeue(out var word))
        {
            options = word switch
            {
                "serve" or "migrate" or "audit" or "doctor" or "extract" => options with { Verb = word },
                "--demo" => options with { Demo = true },
                "--urls" when rest.TryDequeue(out var urls) => options with { Urls = urls },
                "--data" when rest.TryDequeue(out var data) => options with { Data = data },
                _ => options with { HostArguments = [.. options.HostArguments, word] },
            };
        }

        return options with { Data = Path.GetFullPath(options.Data) };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("FRONTDESK_" + name) is { Length: > 0 } value ? value : null;
}
