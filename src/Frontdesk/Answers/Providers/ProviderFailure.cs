namespace Frontdesk.Answers.Providers;

public enum ProviderFailureKind
{
    KeyRefused,
    RateLimited,
    Unavailable,
    Garbage,
    TimedOut,
    BadRequest,
    AddressRefused,
}

/// <summary>What went wrong with a provider, in words for the owner.</summary>
/// <param name="Message">One or two plain sentences; never contains the API key.</param>
/// <param name="RetryAfter">How long the provider asked to be left alone; null when it did not say.</param>
public sealed record ProviderFailure(ProviderFailureKind Kind, string Message, TimeSpan? RetryAfter)
{
    /// <summary>True when the same question may succeed later without the owner changing anything.</summary>
    public bool MayRetry => Kind is ProviderFailureKind.RateLimited or ProviderFailureKind.Unavailable
        or ProviderFailureKind.Garbage or ProviderFailureKind.TimedOut;
}

/// <summary>
/// What every client of <see cref="ChatClients"/> throws when a provider fails. It carries no inner exception: those of the
/// vendors' packages quote response bodies, and a response body may quote the key.
/// </summary>
public sealed class ProviderException(ProviderFailure failure) : Exception(failure.Message)
{
    public ProviderFailure Failure { get; } = failure;
}
