using System.ComponentModel;
using System.Diagnostics;

namespace Frontdesk.Platform.Database.Embedded;

/// <summary>
/// Who runs PostgreSQL's programs. PostgreSQL refuses to run as root, so root starts them as an unprivileged system
/// account; anybody else runs them as themselves.
/// </summary>
internal sealed class ServiceAccount
{
    private const string Preferred = "frontdesk";

    private ServiceAccount(string? name) => Name = name;

    /// <summary>Whoever runs this process.</summary>
    public static ServiceAccount Current { get; } = new(null);

    /// <summary>Null where the current user runs the programs.</summary>
    public string? Name { get; }

    public static async Task<ServiceAccount> Ensure()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return Current;
        }

        if ((await Current.Run("id", "-u", Preferred)).Code == 0
            || (await Current.Run("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
                "--shell", "/usr/sbin/nologin", Preferred)).Code == 0)
        {
            return new ServiceAccount(Preferred);
        }

        return new ServiceAccount("nobody");
    }

    public async Task<bool> Can(string flag, string path) => (await Run("test", flag, path)).Code == 0;

    public async Task Must(string file, params string[] arguments)
    {
        var (code, text) = await Run(file, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(file)} failed with code {code}: {text.Trim()}");
        }
    }

    /// <summary>Runs a program to its end. 127 where it does not exist.</summary>
    public async Task<(int Code, string Text)> Run(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Command(file, arguments))!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            // pg_ctl leaves the server it started holding our pipes, so the end of the streams may never come.
            await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(200));
            return (process.ExitCode, Finished(output) + Finished(errors));
        }
        catch (Win32Exception missing)
        {
            return (127, missing.Message);
        }
    }

    private ProcessStartInfo Command(string file, string[] arguments)
    {
        var start = new ProcessStartInfo
        {
            FileName = Name is null ? file : "setpriv",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in (string[])[.. Name is null ? [] : Drop(Name, file), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string[] Drop(string account, string file) =>
    [
        "--reuid=" + account, "--regid=" + (account == "nobody" ? "nogroup" : account), "--clear-groups",
        "--inh-caps=-all", "--no-new-privs", "--", "env", file,
    ];

    private static string Finished(Task<string> reading) => reading.IsCompletedSuccessfully ? reading.Result : "";
}
