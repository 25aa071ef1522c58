using System.IO.Compression;

namespace Frontdesk.Platform.Http;

/// <summary>Reads packed answers. The client does not unpack by itself: a stream of tokens must not wait for a packer.</summary>
public static class UnpackedContent
{
    private const int MostLayers = 2;

    /// <summary>The whole body as it was before it was packed. A kilobyte can unpack to gigabytes, so the bound is on what comes out.</summary>
    /// <exception cref="ResponseTooLargeException">It is longer.</exception>
    /// <exception cref="InvalidDataException">It is not packed as it says.</exception>
    public static async Task<byte[]> ReadUnpacked(this HttpContent content, long mostBytes, CancellationToken ct)
    {
        await using var body = await content.ReadAsStreamAsync(ct);
        await using var bounded = new BoundedStream(Unpacked(body, content.Headers.ContentEncoding), mostBytes);
        using var whole = new MemoryStream();
        await bounded.CopyToAsync(whole, ct);
        return whole.ToArray();
    }

    private static Stream Unpacked(Stream body, ICollection<string> encodings) => encodings.Count > MostLayers
        ? throw new InvalidDataException("This is packed too many times.")
        : encodings.Reverse().Aggregate(body, (packed, encoding) => encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "identity" => packed,
            _ => throw new InvalidDataException($"This is packed as {encoding}, which nobody asked for."),
        });
}
