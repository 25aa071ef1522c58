using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Frontdesk.Platform.Http;

/// <summary>
/// Certificates that the operator brings along: <c>&lt;data&gt;/certificates/&lt;host&gt;.pem</c> with its key in
/// <c>&lt;host&gt;.key</c>, chosen by the name a browser asks for. A renewed pair counts from the next connection on.
/// </summary>
public sealed partial class Certificates(string folder, ILogger<Certificates> log) : IDisposable
{
    private const string Fallback = "default";
    private readonly ConcurrentDictionary<string, Loaded> _loaded = new(StringComparer.OrdinalIgnoreCase);

    private sealed record Loaded(DateTime WrittenAt, X509Certificate2? Certificate);

    /// <summary>The pair of the host, else of its parent ("*.company.com" is _.company.com.pem), else default.pem.</summary>
    public X509Certificate2? For(string? host)
    {
        var name = host is not null && Uri.CheckHostName(host) == UriHostNameType.Dns ? host.ToLowerInvariant() : Fallback;
        var parent = name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? "_" + name[dot..] : Fallback;
        return Load(name) ?? Load(parent) ?? Load(Fallback);
    }

    public void Dispose()
    {
        foreach (var loaded in _loaded.Values)
        {
            loaded.Certificate?.Dispose();
        }
    }

    private X509Certificate2? Load(string name)
    {
        var (pem, key) = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        if (!File.Exists(pem) || !File.Exists(key))
        {
            return null;
        }

        var writtenAt = new[] { File.GetLastWriteTimeUtc(pem), File.GetLastWriteTimeUtc(key) }.Max();
        if (!_loaded.TryGetValue(name, out var known) || known.WrittenAt != writtenAt)
        {
            _loaded[name] = known = new Loaded(writtenAt, Read(pem, key) ?? known?.Certificate);
        }

        return known.Certificate;
    }

    private X509Certificate2? Read(string pem, string key)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(pem, key);
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), null); // with its key where TLS looks for it
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or UnauthorizedAccessException)
        {
            CouldNotRead(pem, broken.Message);
            return null; // half written; the former one serves until the next connection
        }
    }

    [LoggerMessage(LogLevel.Warning, "The certificate {File} could not be read: {Reason}")]
    private partial void CouldNotRead(string file, string reason);
}
