using System.Text.Json;
using Frontdesk.Answers.Providers;
using Frontdesk.Retrieval;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Embeddings;

/// <summary>Reads a list of embeddings and takes none for granted: each text has its vector, all are of one dimension, and each has a direction.</summary>
internal static class EmbeddingAnswer
{
    private static readonly ProviderFailure NoVectors = new(ProviderFailureKind.Garbage,
        "The provider answered something that is not a list of embeddings. Check the base URL, and that the model is one for embeddings.", null);
    private static readonly ProviderFailure Unusable = new(ProviderFailureKind.Garbage,
        "The provider sent an embedding that holds no numbers to search with.", null);

    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="ProviderException">It reports an error, or is not what was asked for.</exception>
    public static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlyMemory<byte> json, int texts, int? dimensions, string key)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.Member("error") is not null)
            throw new ProviderException(ProviderFailures.FromStatus(System.Net.HttpStatusCode.BadRequest, VendorWords.Read(root, key).Message));
        if (root.Member("data") is not { ValueKind: JsonValueKind.Array } data || data.GetArrayLength() != texts) throw new ProviderException(NoVectors);

        var vectors = new float[texts][];
        foreach (var (place, element) in data.EnumerateArray().Index())
        {
            var index = element.Member("index").Count() ?? place; // some copies leave it out
            if (index >= texts || vectors[index] is not null) throw new ProviderException(NoVectors);
            vectors[index] = Vector(element.Member("embedding"));
        }
        Check(vectors, dimensions);
        return [.. vectors.Select(vector => new Embedding<float>(vector) { ModelId = root.Member("model").Text() })];
    }

    public static ProviderFailure FailureOf(Exception failure) =>
        ProviderFailures.From(failure) is var known && known == ProviderFailures.Unreadable ? NoVectors : known;

    private static float[] Vector(JsonElement? embedding)
    {
        if (embedding is not { ValueKind: JsonValueKind.Array } numbers) throw new ProviderException(NoVectors);
        var vector = new float[numbers.GetArrayLength()];
        foreach (var (at, number) in numbers.EnumerateArray().Index())
        {
            vector[at] = number.ValueKind == JsonValueKind.Number && number.TryGetSingle(out var value) ? value : float.NaN;
        }
        return VectorCode.IsUsable(vector) ? vector : throw new ProviderException(Unusable);
    }

    private static void Check(float[][] vectors, int? asked)
    {
        if (vectors.Length == 0) return;
        var dimensions = asked ?? vectors[0].Length;
        if (Array.Find(vectors, vector => vector.Length != dimensions) is { } other)
            throw new ProviderException(WrongDimensions(dimensions, other.Length));
    }

    internal static ProviderFailure WrongDimensions(int expected, int came) => new(ProviderFailureKind.BadRequest,
        $"The provider sent embeddings of {came} dimensions where {expected} were expected. Check the model and the dimensions.", null);
}
