using System.Text.Json;
using Frontdesk.Platform.Http;

namespace Frontdesk.Isolation;

/// <summary>Finds every operation: the API's in the OpenAPI document of a running server, the pages' in this program's own routes.</summary>
public static class Operations
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static IReadOnlyList<Operation> InDocument(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where Methods.Contains(operation.Name.ToUpperInvariant())
           select new Operation(operation.Name.ToUpperInvariant(), path.Name, RuleOf(operation.Value), OnPage: false)
           {
               TakesForm = operation.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("multipart/form-data", out _),
               Fields = FieldsOf(operation.Value, document),
               Query = QueryOf(operation.Value),
           },
    ];

    /// <summary>What the document leaves out: pages, assets, probes. Sockets are told by their frames.</summary>
    public static IReadOnlyList<Operation> OutsideDocument(IEnumerable<Endpoint> endpoints) =>
    [
        .. from endpoint in endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription == true
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select new Operation(method, Operation.Plain(endpoint.RoutePattern.RawText ?? ""), endpoint.Rule()?.Name ?? "", OnPage: true),
    ];

    private static string RuleOf(JsonElement operation) => operation.TryGetProperty(AccessInOpenApi.Extension, out var rule) ? rule.GetString()! : "";

    private static List<string> QueryOf(JsonElement operation) => !operation.TryGetProperty("parameters", out var parameters)
        ? []
        : [.. parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)];

    private static Dictionary<string, string> FieldsOf(JsonElement operation, JsonElement document)
    {
        if (!operation.TryGetProperty("requestBody", out var body) || body.GetProperty("content") is var content
            && !content.TryGetProperty("application/json", out _) && !content.TryGetProperty("multipart/form-data", out _))
        {
            return [];
        }

        var written = content.TryGetProperty("application/json", out var json) ? json : content.GetProperty("multipart/form-data");
        var schema = Resolved(written.GetProperty("schema"), document);
        IEnumerable<JsonElement> parts = schema.TryGetProperty("allOf", out var all) ? all.EnumerateArray().Select(part => Resolved(part, document)) : [schema];
        return parts.SelectMany(part => part.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToArray() : [])
            .GroupBy(p => p.Name).ToDictionary(p => p.Key, p => TypeOf(Resolved(p.First().Value, document)));
    }

    private static JsonElement Resolved(JsonElement schema, JsonElement document)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return Resolved(choices.EnumerateArray().LastOrDefault(c => c.TryGetProperty("$ref", out _)), document);
        }

        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }

    /// <summary>"string" for text; "id" and the like for what has a format; else the first type that is not null.</summary>
    private static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
        {
            return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out _) ? "enum" : "object";
        }

        // Numbers are also written as text with a pattern, so that no digit is lost.
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToList() : [type.GetString()!];
        return names.Find(n => n is "integer" or "number") ?? (schema.TryGetProperty("format", out var format) ? format.GetString()! : names.First(n => n != "null"));
    }
}
