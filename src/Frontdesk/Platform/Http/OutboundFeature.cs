namespace Frontdesk.Platform.Http;

public static class OutboundFeature
{
    /// <summary>Adds <see cref="OutboundClient"/>; a wrong entry in <c>FRONTDESK_OUTBOUND_ALLOW</c> fails the start.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboundOptions>()
            .Configure(options => options.Allow = OutboundOptions.ParseAllow(configuration["FRONTDESK_OUTBOUND_ALLOW"]))
            .Validate(options => new OutboundPolicy(options.Allow) is not null)
            .ValidateOnStart();
        return services.AddSingleton<OutboundClient>();
    }

    /// <summary>Fails the reading of the response once it is longer than this many bytes.</summary>
    public static HttpRequestMessage LimitResponse(this HttpRequestMessage request, long bytes)
    {
        request.Options.Set(BoundedResponses.MaxBytes, bytes);
        return request;
    }

    /// <summary>Hands a redirect back as it is: what is sent must not travel on to another place.</summary>
    public static HttpRequestMessage WithoutRedirects(this HttpRequestMessage request)
    {
        request.Options.Set(RedirectsByHand.NoRedirects, true);
        return request;
    }
}
