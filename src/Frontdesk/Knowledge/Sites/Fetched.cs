using System.Net;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What came back for a page.</summary>
public sealed record Fetched(HttpStatusCode Status, string MediaType, string? Charset, byte[] Body, Uri? Location = null, string? EntityTag = null,
    DateTimeOffset? LastModified = null, TimeSpan? RetryAfter = null, string RobotsTag = "")
{
    /// <summary>Why nothing came back, in words for the owner; null where something did.</summary>
    public string? Trouble { get; init; }

    public static Fetched Nothing(string trouble) => new(0, "", null, []) { Trouble = trouble };

    public bool IsHtml => MediaType is "text/html" or "application/xhtml+xml" or "";

    public bool Is(HttpStatusCode from, HttpStatusCode to) => Trouble is null && Status >= from && Status <= to;
}
