using Frontdesk.Platform;

namespace Frontdesk.Chatbots;

/// <summary>What an owner pastes into their website.</summary>
public sealed class EmbedCode(StartOptions start, IHttpContextAccessor http)
{
    /// <summary>The address of this server as browsers know it.</summary>
    public string Origin => start.PublicUrl ?? (http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}" : start.Urls.Split(';')[0]);

    public string For(string publicKey) => $"<script async src=\"{Origin}/widget/{publicKey}.js\"></script>";
}
