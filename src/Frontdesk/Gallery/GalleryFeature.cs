using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;

namespace Frontdesk.Gallery;

/// <summary>Every component in every state, for those who build them. Development only.</summary>
public static class GalleryFeature
{
    public static void MapGallery(this IEndpointRouteBuilder pages, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            pages.MapGet("/design", () => Pages.Page<GalleryPage>()).Open("samples, in development alone");
        }
    }
}
