using System.Globalization;

namespace Frontdesk.Load.Machine;

/// <summary>What Linux says about a process: resident memory, of it the part that is no file, open handles and threads.</summary>
public readonly record struct Vitals(double ResidentMb, double AnonymousMb, int Handles, int Threads)
{
    public static Vitals Of(int process)
    {
        var status = File.ReadLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim().Split(' ')[0]);
        return new Vitals(Megabytes(status["VmRSS"]), Megabytes(status["RssAnon"]), Directory.GetFiles($"/proc/{process}/fd").Length, int.Parse(status["Threads"], CultureInfo.InvariantCulture));
    }

    public static Vitals Of(IEnumerable<int> processes) =>
        processes.Select(Of).Aggregate((a, b) => new Vitals(a.ResidentMb + b.ResidentMb, a.AnonymousMb + b.AnonymousMb, a.Handles + b.Handles, a.Threads + b.Threads));

    private static double Megabytes(string kilobytes) => double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
}
