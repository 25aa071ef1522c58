using System.Diagnostics;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Proof;

namespace Frontdesk.Load.People;

/// <summary>How people behave. Times are means; shares are of one.</summary>
/// <param name="Between">Between two messages of one visitor.</param>
/// <param name="Acts">Between two things an agent does.</param>
/// <param name="Drops">A client cuts its own connection, as lifts and tunnels do, per message or action.</param>
/// <param name="Twice">A message is sent twice at once, as an impatient network stack does.</param>
/// <param name="Late">A message waits up to half a second before it leaves.</param>
/// <param name="Polling">Visitors without WebSockets.</param>
/// <param name="Ping">How often a socket is asked whether it lives; after three times that it is given up.</param>
/// <param name="Followed">How many visitors the agents have on their screens: nobody looks at ten thousand.</param>
public sealed record Habits(TimeSpan Between, TimeSpan Acts, double Drops, double Twice, double Late, double Polling, TimeSpan Ping, int Followed = int.MaxValue)
{
    public static Habits Restless { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 0.03, 0.1, 0.1, 0.5, TimeSpan.FromSeconds(5));

    public static Habits Calm { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 0, 0, 0, 0.3, TimeSpan.FromSeconds(5));

    /// <summary>Most are silent, as on a website: a message in five minutes.</summary>
    public static Habits Silent { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), 0, 0, 0, 0, TimeSpan.FromSeconds(25), 200);
}

/// <summary>Where everybody lives: the way to the servers, the book that is kept, and whether it is time to stop talking.</summary>
public sealed class World(Func<Uri> front, string appKey, Ledger ledger, Habits habits) : IDisposable
{
    private static readonly TimeSpan TokenLasts = TimeSpan.FromMinutes(10);
    private readonly SemaphoreSlim _signingIn = new(1);
    private string? _token;
    private long _tokenSince;
    private readonly CancellationTokenSource _silence = new();
    private int _online;

    public string AppKey => appKey;

    public Ledger Ledger => ledger;

    public Tally Tally { get; } = new();

    public Habits Habits => habits;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(40) };

    /// <summary>The agents' access token. One session for all: a person has five at most, and it lasts a quarter of an hour.</summary>
    public async Task<string> AgentToken(CancellationToken ct)
    {
        await _signingIn.WaitAsync(ct);
        try
        {
            if (_token is null || Stopwatch.GetElapsedTime(_tokenSince) > TokenLasts)
            {
                var answer = await Http.Ask(HttpMethod.Post, At("/api/v1/auth/login"), new { email = FrontdeskWorkspace.Email, password = FrontdeskWorkspace.Password }, null, ct);
                (_token, _tokenSince) = (answer.GetProperty("access_token").GetString(), Stopwatch.GetTimestamp());
            }

            return _token!;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    /// <summary>How many come in at once: a trial of ten thousand does not begin with a stampede.</summary>
    public SemaphoreSlim Door { get; } = new(64);

    /// <summary>Visitors' sockets that are open and have all that was said.</summary>
    public int Online => Volatile.Read(ref _online);

    public void Came() => Interlocked.Increment(ref _online);

    public void Went() => Interlocked.Decrement(ref _online);

    /// <summary>Nobody writes anything new from now on; what was written is still sent.</summary>
    public void FallSilent() => _silence.Cancel();

    /// <summary>A pause between two things that somebody does. False where nobody is to do anything more.</summary>
    public async Task<bool> GoesOnAfter(TimeSpan pause)
    {
        await Task.Delay(pause, _silence.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_silence.IsCancellationRequested;
    }

    public Uri At(string path) => new(front(), path);

    public void Dispose()
    {
        Http.Dispose();
        Door.Dispose();
        _signingIn.Dispose();
        _silence.Dispose();
    }
}

/// <summary>An exponential wait, so that people do not act in step.</summary>
public static class Chance
{
    public static TimeSpan About(this Random random, TimeSpan mean) => mean * Math.Min(5, -Math.Log(1 - random.NextDouble()));

    /// <summary>As the widget does it: doubles from 0.3 s, spread. Capped at 3 s here, a trial is shorter than a day.</summary>
    public static TimeSpan Backoff(this Random random, int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(3000, 300 * Math.Pow(2, Math.Min(failures, 6))) * (0.5 + random.NextDouble() / 2));
}
