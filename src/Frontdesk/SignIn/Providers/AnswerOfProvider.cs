namespace Frontdesk.SignIn.Providers;

/// <summary>A browser that is back from a provider.</summary>
/// <param name="Problem">What went wrong, in words for the person; null where everything is there.</param>
public sealed record ProviderAnswer(IdentityProvider? Provider, SignInAttempt? Attempt, ProviderIdentity? Identity, string? Problem);

/// <summary>Reads what a browser brings back: its own attempt first, and only then what the provider says.</summary>
public sealed class AnswerOfProvider(KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures)
{
    public async Task<ProviderAnswer> Read(string providerKey, HttpContext http, CancellationToken ct)
    {
        var query = http.Request.Query;
        if (attempts.Take(providerKey, query["state"], http) is not { } attempt)
        {
            return new(null, null, null, "This sign-in was not begun here, or it took longer than ten minutes. Try again.");
        }

        if (await known.Find(providerKey, ct) is not { } provider)
        {
            return new(null, attempt, null, "This way to sign in was switched off. Choose another one.");
        }

        if (query["code"].ToString() is not { Length: > 0 and <= 4000 } code)
        {
            return new(provider, attempt, null, await Refusal(provider, query["error"].ToString(), ct));
        }

        try
        {
            return new(provider, attempt, await ask.WhoHasCome(provider, attempt, code, query["iss"], ct), null);
        }
        catch (ProviderFailedException failed)
        {
            await failures.Note(provider, failed.Message, ct);
            return new(provider, attempt, null, InWords(provider));
        }
    }

    /// <summary>What is wrong exactly is for those who can put it right; it stands in the settings and in the log.</summary>
    internal static string InWords(IdentityProvider provider) => provider.Connection is { } connection
        ? $"Signing in with {provider.Name} did not work. An admin of {connection.WorkspaceName} sees why in its settings."
        : $"Signing in with {provider.Name} did not work. Try again, or choose another way.";

    private async Task<string> Refusal(IdentityProvider provider, string error, CancellationToken ct)
    {
        if (error is "access_denied" or "login_required" or "interaction_required")
        {
            return $"{provider.Name} did not let you through. Try again, or choose another way.";
        }

        var code = error is { Length: > 0 and <= 60 } && error.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? error : "no reason given";
        await failures.Note(provider, $"The provider sent somebody back with an error: {code}.", ct);
        return InWords(provider);
    }
}
