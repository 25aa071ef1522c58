using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>Takes an uploaded file in, or says at once why not: an unknown kind, too large, empty. What is wrong deeper inside shows when it is read.</summary>
public sealed class KeepFile(FileStore files)
{
    public async Task<(StoredFile? File, IResult? Problem)> From(IFormFile file, Guid workspaceId, CancellationToken ct)
    {
        var name = CleanText.Optional(Path.GetFileName(file.FileName), 200) ?? "document";
        await using var content = file.OpenReadStream();
        var (type, refusal) = await Recognise(content, name, file.Length, ct);
        if (type is null)
        {
            return (null, Problem.Of(StatusCodes.Status422UnprocessableEntity, "file_refused", refusal!));
        }

        content.Position = 0;
        return (new StoredFile(await files.Keep(workspaceId, content, ct), name, type.MediaType, file.Length), null);
    }

    private static async Task<(FileType? Type, string? Refusal)> Recognise(Stream content, string name, long bytes, CancellationToken ct)
    {
        if (bytes == 0)
        {
            return (null, "This file is empty.");
        }

        var claimed = FileType.Claimed(name);
        try
        {
            var (type, _) = await Extraction.Recognise(content, name, ct);
            return bytes > type.MostBytes ? (null, $"This file is larger than {type.Megabytes} MB. Split it and upload the parts.") : (type, null);
        }
        catch (UnreadableFileException wrong)
        {
            // Under a known name it is taken, and says in the list what is wrong: there its owner can put another in its place.
            return claimed is null ? (null, $"{wrong.Message} These can be read: PDF, DOCX, DOC, TXT, MD, HTML, CSV and pictures.")
                : bytes > claimed.MostBytes ? (null, $"This file is larger than {claimed.Megabytes} MB. Split it and upload the parts.")
                : (claimed, null);
        }
    }
}
