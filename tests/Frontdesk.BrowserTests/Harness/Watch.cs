using System.Collections.Concurrent;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>Notes what a browser complains of: errors on the console, exceptions, and requests to Frontdesk that fail.</summary>
public sealed class Watch
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly List<string> forgiven = [];

    public Watch(IBrowserContext context, string origin)
    {
        context.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text} ({message.Location})");
        context.WebError += (_, error) => Note(true, $"exception: {error.Error}");
        // A page that is left, or asks again, aborts its own requests.
        context.RequestFailed += (_, request) => Note(Ours(request.Url, origin) && request.Failure != "net::ERR_ABORTED", $"failed: {request.Method} {request.Url} {request.Failure}");
        context.Response += (_, response) => Note(Ours(response.Url, origin) && response.Status >= 400, $"{response.Status}: {response.Request.Method} {response.Url}");
    }

    /// <summary>What the journey itself brings about, by a part of the complaint.</summary>
    public void Expects(params string[] parts) => forgiven.AddRange(parts);

    public IEnumerable<string> Complaints => complaints.Where(complaint => !forgiven.Any(part => complaint.Contains(part, StringComparison.Ordinal)));

    private static bool Ours(string url, string origin) => url.StartsWith(origin, StringComparison.Ordinal);

    private void Note(bool bad, string complaint)
    {
        if (bad) complaints.Enqueue(complaint);
    }
}
