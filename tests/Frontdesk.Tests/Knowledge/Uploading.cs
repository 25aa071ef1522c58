using System.Net.Http.Headers;
using System.Text.Json;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.Knowledge;

/// <summary>What owners do with files, said shortly.</summary>
internal static class Uploading
{
    public static async Task<Reply> Uploads(this Shop shop, string name, byte[] content, params (string Field, string Value)[] fields)
    {
        using var form = FormOf(name, content, [("chatbot_id", $"{shop.ChatbotId}"), .. fields]);
        return await shop.Sarah.Post("/api/v1/knowledge-base/documents", form);
    }

    /// <summary>Uploads, and waits until the reading has ended, well or not.</summary>
    public static async Task<Reply> Reads(this Shop shop, string name, byte[] content) =>
        await shop.IsRead((await shop.Uploads(name, content)).Ok()["id"].GetGuid());

    public static async Task<IReadOnlyList<JsonElement>> Passages(this Shop shop, Reply source) =>
        [.. (await shop.Sarah.Get($"/api/v1/knowledge-base/documents/{source["id"].GetGuid()}/passages?limit=200")).Ok()["data"].EnumerateArray()];

    public static async Task<string> TextOf(this Shop shop, Reply source) =>
        string.Join("\n\n", (await shop.Passages(source)).Select(passage => passage.GetProperty("content").GetString()));

    public static MultipartFormDataContent FormOf(string name, byte[] content, params (string Field, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        return form;
    }
}
