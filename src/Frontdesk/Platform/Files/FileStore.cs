namespace Frontdesk.Platform.Files;

/// <summary>Uploaded files on the server's disk, by an id of our making; no name a user gave ever becomes a path.</summary>
public sealed class FileStore(string folder)
{
    /// <summary>Keeps the content and answers with its id. A failed copy leaves nothing behind.</summary>
    public async Task<string> Keep(Guid workspaceId, Stream content, CancellationToken ct)
    {
        var id = $"{workspaceId:N}/{Guid.CreateVersion7():N}";
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await content.CopyToAsync(file, ct);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return id;
    }

    public string PathOf(string id) => id.Split('/') is [{ Length: 32 } workspace, { Length: 32 } file] && Guid.TryParse(workspace, out _) && Guid.TryParse(file, out _)
        ? Path.Combine(folder, workspace, file)
        : throw new ArgumentException("This is not the id of a file.", nameof(id));

    /// <summary>Everything a workspace has ever kept.</summary>
    public void ForgetAll(Guid workspaceId)
    {
        var all = new DirectoryInfo(Path.Combine(folder, $"{workspaceId:N}"));
        if (all.Exists)
        {
            all.Delete(recursive: true);
        }
    }

    public void Forget(string id) => File.Delete(PathOf(id));
}
