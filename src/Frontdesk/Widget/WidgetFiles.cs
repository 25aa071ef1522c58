using System.Collections.Frozen;
using System.Text.Json;
using Frontdesk.Platform;

namespace Frontdesk.Widget;

/// <summary>
/// What src/widget/build.mjs made: the loader, and assets under names that change with their content, each with compressed
/// siblings. Read once; a few dozen kilobytes.
/// </summary>
public sealed class WidgetFiles
{
    private readonly FrozenDictionary<string, byte[]> _files;
    private readonly Dictionary<string, string> _manifest;

    public WidgetFiles(string folder)
    {
        var loader = Path.Combine(folder, "loader.js");
        if (!File.Exists(loader))
        {
            throw new CannotStartException($"The widget is not built ({loader} is missing). Run `npm ci && npm run build`, or start with bin/run.");
        }

        Loader = File.ReadAllText(loader);
        _manifest = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "manifest.json")))!;
        _files = Directory.GetFiles(Path.Combine(folder, "assets")).ToFrozenDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
    }

    public string Loader { get; }

    /// <summary>The address of "chat.js" or "chat.css" as it is now.</summary>
    public string Address(string name) => "/widget/assets/" + _manifest[name];

    /// <summary>The asset in the best encoding the browser takes, or null.</summary>
    public (byte[] Content, string? Encoding)? Find(string name, string acceptEncoding)
    {
        foreach (var (encoding, ending) in new[] { ("br", ".br"), ("gzip", ".gz") })
        {
            if (acceptEncoding.Contains(encoding, StringComparison.Ordinal) && _files.TryGetValue(name + ending, out var compressed))
            {
                return (compressed, encoding);
            }
        }

        return _files.TryGetValue(name, out var plain) ? (plain, null) : null;
    }
}
