using Microsoft.AspNetCore.Mvc;

namespace Frontdesk.Knowledge;

/// <summary>How large an upload may be.</summary>
public static class UploadLimits
{
    private const long Largest = 50L * 1024 * 1024;

    /// <summary>A text of the greatest length, as JSON.</summary>
    public const long Text = 2 * 1024 * 1024;

    /// <summary>A little more than the largest file, for the form around it. Beyond it the upload is refused in words.</summary>
    public const long Form = Largest + 1024 * 1024;

    /// <summary>Up to here the rest of a refused upload is still read, so that its sender sees the words and not a broken connection.</summary>
    public const long Request = 4 * Largest;

    public static RequestSizeLimitAttribute OfRequest { get; } = new(Request);
}
