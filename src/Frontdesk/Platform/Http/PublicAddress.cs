namespace Frontdesk.Platform.Http;

/// <summary>What browsers call this server, for links in mails: the operator's word, else what is listened to.</summary>
public sealed class PublicAddress(StartOptions start, Microsoft.AspNetCore.Hosting.Server.IServer server)
{
    /// <summary>Without a slash at the end. Never taken from a request: its Host header is the caller's word.</summary>
    public string Root => start.PublicUrl
        ?? server.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/')
        ?? start.Urls.Split(';')[0];

    public string To(string path) => Root + path;
}
