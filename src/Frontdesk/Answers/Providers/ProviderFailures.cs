using System.Net;
using System.Text.Json;
using Anthropic.Exceptions;
using Frontdesk.Platform.Http;
using static Frontdesk.Answers.Providers.ProviderFailureKind;

namespace Frontdesk.Answers.Providers;

/// <summary>Turns what providers answer and what libraries throw into words for the owner.</summary>
public static class ProviderFailures
{
    internal static readonly ProviderFailure Slow = new(TimedOut, "The provider took too long to answer.", null);
    internal static readonly ProviderFailure Silent = new(Garbage, "The provider's answer contained no text.", null);
    internal static readonly ProviderFailure BrokenOff = new(Garbage, "The provider's answer broke off in the middle.", null);
    internal static readonly ProviderFailure Unreadable = new(Garbage,
        "The provider answered something that is not a chat answer. Check the base URL in the chatbot's settings.", null);
    private static readonly ProviderFailure Unreachable = new(Unavailable,
        "The provider could not be reached. Check the base URL in the chatbot's settings if this lasts.", null);

    public static ProviderFailure From(Exception e)
    {
        if (Inside<ProviderException>(e) is { } known) return known.Failure;
        if (AddressRefusedException.In(e) is { } refused) return new(AddressRefused, refused.Message, null);
        if (Inside<AnthropicSseException>(e) is { } told) return FromStream(told.Type?.Raw());
        if (Inside<HttpRequestException>(e) is not null) return Unreachable;
        if (Inside<OperationCanceledException>(e) is not null || Inside<TimeoutException>(e) is not null) return Slow;
        if (Inside<JsonException>(e) is not null) return Unreadable;
        return Inside<IOException>(e) is not null ? BrokenOff : Unreadable;
    }

    /// <summary>A status other than success, with the vendor's own words where they help the owner.</summary>
    internal static ProviderFailure FromStatus(HttpStatusCode status, string? words, TimeSpan? retryAfter = null) => (int)status switch
    {
        401 => new(KeyRefused, "The provider refused the key (401). Check the API key in the chatbot's settings.", null),
        403 => new(KeyRefused, Said("The provider does not let this key use the model (403).", words), null),
        402 => OutOfCredit,
        429 => new(RateLimited, "The provider is receiving too many requests with this key (429).", retryAfter),
        404 => new(BadRequest, Said("The provider does not know this model or address (404).", words), null),
        408 or >= 500 => new(Unavailable, $"The provider is not available at the moment ({(int)status}).", retryAfter),
        _ => new(BadRequest, Said($"The provider did not accept the request ({(int)status}).", words), null),
    };

    internal static ProviderFailure OutOfCredit { get; } = new(KeyRefused,
        "The account at the provider has no credit left. Add credit there, or use another key.", null);

    private static ProviderFailure FromStream(string? type) => type switch
    {
        "rate_limit_error" => FromStatus(HttpStatusCode.TooManyRequests, null),
        "authentication_error" => FromStatus(HttpStatusCode.Unauthorized, null),
        "permission_error" => FromStatus(HttpStatusCode.Forbidden, null),
        "invalid_request_error" => FromStatus(HttpStatusCode.BadRequest, null),
        _ => FromStatus(HttpStatusCode.ServiceUnavailable, null),
    };

    private static string Said(string sentence, string? words) => words is null ? sentence : $"{sentence} It says: {words}";

    private static T? Inside<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
            if (e is T found) return found;
        return null;
    }
}
