namespace Frontdesk.Platform.Doctor;

/// <summary>The data folder and the machine it is on.</summary>
internal static class MachineChecks
{
    private const long Gigabyte = 1L << 30;
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Of(StartOptions start)
    {
        if (!Directory.Exists(start.Data))
        {
            yield return Finding.Broken($"There is no data folder {start.Data}.", "Name the one the server uses with --data or FRONTDESK_DATA.");
            yield break;
        }

        yield return Private(Path.Combine(start.Data, "keys"), "keys", "Sessions and stored secrets are protected by what lies there. The server makes it at its start.");
        yield return Private(Path.Combine(start.Data, "files"), "uploads", "The server makes it at its start.");
        yield return WritableByOthers(start.Data);
        yield return Space(start.Data);
        yield return Program("PDFs", "PDFs cannot be read:", "pdftotext", "poppler-utils (on macOS: poppler)");
        yield return Program("Pictures and scanned pages", "Pictures and scanned pages cannot be read:", "tesseract", "tesseract-ocr, with its languages such as tesseract-ocr-deu");
        yield return Program("Word documents of before 2007", "Word documents of before 2007 cannot be read:", "antiword", "antiword");
    }

    private static Finding Private(string folder, string holds, string missing)
    {
        if (!Directory.Exists(folder))
        {
            return Finding.Warning($"The folder for {holds} is missing: {folder}.", missing);
        }

        return (File.GetUnixFileMode(folder) & OfOthers) == 0
            ? Finding.Fine($"The folder for {holds} is closed to other accounts.")
            : Finding.Broken($"Other accounts of this machine reach the folder for {holds}: {folder}.", $"chmod 700 {folder}");
    }

    private static Finding WritableByOthers(string data) =>
        (File.GetUnixFileMode(data) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0
            ? Finding.Fine("Only the server's account writes to the data folder.")
            : Finding.Broken($"Other accounts may write to the data folder {data}: they could put folders of their own in place.", $"chmod go-w {data}");

    private static Finding Space(string data)
    {
        var free = new DriveInfo(data).AvailableFreeSpace;
        var words = $"{(double)free / Gigabyte:0.0} GB are free for the data folder.";
        return free > 2 * Gigabyte ? Finding.Fine(words)
            : free > Gigabyte / 4 ? Finding.Warning(words, "Make room soon: a full disk stops the embedded database.")
            : Finding.Broken(words, "Make room now: a full disk stops the embedded database.");
    }

    private static Finding Program(string does, string without, string name, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)))
            ? Finding.Fine($"{does} can be read.")
            : Finding.Warning($"{without} {name} is missing.", $"Install {package}.");
}
