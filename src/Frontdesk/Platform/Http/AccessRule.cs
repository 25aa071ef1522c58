namespace Frontdesk.Platform.Http;

/// <summary>
/// Who may call an endpoint. Every endpoint carries exactly one; an endpoint without one is closed, so that a forgotten
/// rule is a refused request and never an open door. The OpenAPI document shows it as <c>x-access</c>.
/// </summary>
public abstract record AccessRule
{
    /// <summary>"open", "visitor", "signed_in", "installation" or a permission such as "conversation.reply".</summary>
    public abstract string Name { get; }
}

/// <summary>Anybody may call it. The reason stands beside it for whoever reviews.</summary>
public sealed record OpenToAll(string Because) : AccessRule
{
    public override string Name => "open";
}

/// <summary>For the visitor whose token comes along; the endpoint looks it up itself.</summary>
public sealed record VisitorOnly : AccessRule
{
    public override string Name => "visitor";
}

/// <summary>For visitors who have no token yet. Whoever is signed in to the dashboard in the same browser comes as a visitor too.</summary>
public sealed record OpenToVisitors(string Because) : AccessRule
{
    public override string Name => "open";
}

public static class AccessRules
{
    public static TBuilder Open<TBuilder>(this TBuilder endpoints, string because) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new OpenToAll(because));

    public static TBuilder OpenToVisitors<TBuilder>(this TBuilder endpoints, string because) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new OpenToVisitors(because));

    public static TBuilder ForVisitors<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new VisitorOnly());

    /// <summary>The rule that counts: the one nearest to the endpoint.</summary>
    public static AccessRule? Rule(this Endpoint endpoint) => endpoint.Metadata.GetMetadata<AccessRule>();
}
