namespace Frontdesk.Platform.Http;

/// <summary>What costs more than a page and so has a limit of its own.</summary>
public enum Counted
{
    Search,
    Export,
}

/// <summary>Says that requests to an endpoint count against a limit beside the usual one.</summary>
/// <param name="WhenAsked">The query parameter that makes it one; null where every request is.</param>
public sealed record CountedAs(Counted What, string? WhenAsked = null);

public static class CountedEndpoints
{
    public static TBuilder CountsAs<TBuilder>(this TBuilder endpoints, Counted what, string? whenAsked = null) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new CountedAs(what, whenAsked));
}
