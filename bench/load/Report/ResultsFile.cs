namespace Frontdesk.Load.Report;

/// <summary>A file written by hand with sections that programs replace.</summary>
public static class ResultsFile
{
    /// <exception cref="InvalidOperationException">The file has no such section.</exception>
    public static void Replace(string path, string section, string content)
    {
        var (begin, end) = ($"<!-- {section}: begin -->", $"<!-- {section}: end -->");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{path} has no section \"{section}\".");
        }

        File.WriteAllText(path, $"{text[..(from + begin.Length)]}\n{content}\n{text[to..]}");
    }
}
