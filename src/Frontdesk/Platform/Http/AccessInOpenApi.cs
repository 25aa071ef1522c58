using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Frontdesk.Platform.Http;

/// <summary>Writes each operation's rule into the OpenAPI document, where people and <c>frontdesk audit</c> read it.</summary>
public sealed class AccessInOpenApi : IOpenApiOperationTransformer
{
    public const string Extension = "x-access";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault() is { } rule)
        {
            operation.AddExtension(Extension, new JsonNodeExtension(JsonValue.Create(rule.Name)));
        }

        return Task.CompletedTask;
    }
}
