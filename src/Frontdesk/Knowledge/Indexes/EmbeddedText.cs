using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>A text that is embedded for a passage.</summary>
public sealed record EmbeddedText(Guid SourceId, string Text)
{
    /// <summary>Longer than any passage of ours; models cut or refuse what is too long.</summary>
    private const int Longest = 16_000;

    /// <summary>What is embedded is found again by it, wherever it stands.</summary>
    public TextHash Hash { get; } = TextHash.Of(Text);

    /// <summary>A FAQ is found by each way of asking it and by its answer, other passages by all that they say and where it stands.</summary>
    public static IEnumerable<EmbeddedText> Of(Passage passage) =>
        (passage.Kind == PassageKind.Faq ? [.. passage.Questions, passage.Body] : Whole(passage))
        .Where(text => !string.IsNullOrWhiteSpace(text)).Distinct().Select(text => new EmbeddedText(passage.SourceId, CleanText.Cut(text, Longest)));

    private static IEnumerable<string> Whole(Passage passage) =>
        [passage.Heading.Length == 0 ? $"{passage.Title}\n\n{passage.Body}" : $"{passage.Title}: {passage.Heading}\n\n{passage.Body}"];
}

/// <summary>The first half of a SHA-256.</summary>
public readonly record struct TextHash(UInt128 Value)
{
    public static TextHash Of(string text) => From(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static TextHash From(ReadOnlySpan<byte> bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
            return bytes;
        }
    }
}
