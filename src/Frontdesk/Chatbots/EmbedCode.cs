using Frontdesk.Platform;
using Frontdesk.Workspaces;

namespace Frontdesk.Chatbots;

/// <summary>What an owner pastes into their website.</summary>
public sealed class EmbedCode(StartOptions start, IHttpContextAccessor http, CustomDomains domains)
{
    /// <summary>The address of this server as browsers know it; under a company's own host name it is that one.</summary>
    public async ValueTask<string> Origin(CancellationToken ct) =>
        http.HttpContext?.Request is { } asked && await domains.WorkspaceOf(asked.Host.Host, ct) is not null ? $"{asked.Scheme}://{asked.Host}" : Known;

    private string Known => start.PublicUrl ?? (http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}" : start.Urls.Split(';')[0]);

    public string For(string publicKey) => $"<script async src=\"{Known}/widget/{publicKey}.js\"></script>";
}
