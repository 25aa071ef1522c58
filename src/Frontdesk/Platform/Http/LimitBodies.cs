using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Frontdesk.Platform.Http;

/// <summary>A JSON body is small unless its endpoint says otherwise. Files have limits of their own.</summary>
public sealed class LimitBodies(RequestDelegate next)
{
    private const long LargestJson = 256 * 1024;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.HasJsonContentType() && http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestJson;
        }

        return next(http);
    }
}
