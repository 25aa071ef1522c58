using System.Buffers;
using System.Security.Cryptography;

namespace Frontdesk.Platform.Files.Pictures;

/// <summary>Pictures that anybody may load who knows their name, which nobody can guess. Each is a PNG of our own making.</summary>
public sealed class PublicPictures(string folder)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public async Task<string> Keep(byte[] png, CancellationToken ct)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + ".png";
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), png, ct);
        return name;
    }

    /// <summary>The picture, to be cached forever: another picture has another name.</summary>
    public IResult Show(string name, HttpContext http)
    {
        if (!IsName(name) || !File.Exists(Path.Combine(folder, name)))
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.PhysicalFile(Path.Combine(folder, name), "image/png");
    }

    public void Forget(string name)
    {
        if (IsName(name))
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>Only names made here become paths.</summary>
    private static bool IsName(string name) => name.Length == 36 && name.EndsWith(".png", StringComparison.Ordinal) && !name.AsSpan(0, 32).ContainsAnyExcept(HexDigits);
}
