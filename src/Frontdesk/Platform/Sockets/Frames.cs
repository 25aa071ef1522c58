using System.Text.Json;
using Frontdesk.Platform.Text;

namespace Frontdesk.Platform.Sockets;

/// <summary>Writes frames as the bytes that go over the wire; the same bytes serve every receiver.</summary>
public static class Frames
{
    public static ReadOnlyMemory<byte> Of<T>(string name, T data) =>
        JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(name, data), Json.Options);

    /// <summary>Reads a frame's data, or null where it has the wrong shape.</summary>
    public static T? Read<T>(this Frame frame) where T : class
    {
        try
        {
            return frame.Data.Deserialize<T>(Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Envelope<T>(string Event, T Data);
}
