using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Frontdesk.Platform.Http;

/// <summary>Writes each operation's rule into the OpenAPI document, where people and <c>frontdesk audit</c> read it.</summary>
public sealed class AccessInOpenApi : IOpenApiOperationTransformer
{
    public const string Extension = "x-access";

    /// <summary>Several use cases have a "Request" of their own; in the document each is told apart by its use case.</summary>
    public static string? NameOf(JsonTypeInfo type) => type.Type is { IsNested: true, IsGenericType: false, DeclaringType.Name: var owner } && OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
        ? owner + name
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault() is { } rule)
        {
            operation.AddExtension(Extension, new JsonNodeExtension(JsonValue.Create(rule.Name)));
        }

        return Task.CompletedTask;
    }
}
