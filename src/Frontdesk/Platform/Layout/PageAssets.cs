using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.StaticAssets;

namespace Frontdesk.Platform.Layout;

/// <summary>Lets pages name their assets by fingerprint.</summary>
public static class PageAssets
{
    /// <summary>
    /// Every endpoint that answers with HTML must carry these: a page that names other assets makes Turbo reload the whole page.
    /// Call it on the root group of pages, after <c>MapStaticAssets</c>.
    /// </summary>
    public static TBuilder WithPageAssets<TBuilder>(this TBuilder pages, IEndpointRouteBuilder app)
        where TBuilder : IEndpointConventionBuilder =>
        pages.WithMetadata(Collect(app));

    private static ResourceAssetCollection Collect(IEndpointRouteBuilder app) =>
        new([.. app.DataSources
            .SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
            .OfType<StaticAssetDescriptor>()
            .Where(asset => asset.Selectors.Count == 0)
            .Select(asset => new ResourceAsset(asset.Route, [.. asset.Properties.Select(p => new ResourceAssetProperty(p.Name, p.Value))]))]);
}
