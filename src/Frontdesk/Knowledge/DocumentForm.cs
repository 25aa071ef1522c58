using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Frontdesk.Knowledge;

/// <summary>An upload: the file, and what is said of it in the field <c>metadata</c> (JSON) or in fields of their own.</summary>
public sealed record DocumentForm(IFormFile? File, Guid? ChatbotId, SourceMetadata Metadata, string? Wrong)
{
    private const int LongestJson = 10_000;

    public static async ValueTask<DocumentForm> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!http.Request.HasFormContentType)
        {
            return new DocumentForm(null, null, new SourceMetadata(), "Send the file as multipart/form-data.");
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = UploadLimits.Form }));
        try
        {
            return Of(await http.Request.ReadFormAsync(http.RequestAborted));
        }
        catch (InvalidDataException broken) when (!broken.Message.Contains("length limit", StringComparison.Ordinal))
        {
            return new DocumentForm(null, null, new SourceMetadata(), "Send the file as multipart/form-data.");
        }
    }

    private static DocumentForm Of(IFormCollection form)
    {
        Guid? chatbot = Guid.TryParse(form["chatbot_id"], out var id) ? id : null;
        var json = form["metadata"].ToString();
        var fields = json.Length is > 0 and <= LongestJson ? Fields(json) : [];
        return fields is null || json.Length > LongestJson
            ? new DocumentForm(form.Files["file"], chatbot, new SourceMetadata(), "The field \"metadata\" is a JSON object of texts: title, category, language, version, author.")
            : new DocumentForm(form.Files["file"], chatbot, SourceMetadata.Of(name => fields.GetValueOrDefault(name) ?? (form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null)), null);
    }

    /// <summary>Null for what is no object of texts.</summary>
    private static Dictionary<string, string?>? Fields(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
