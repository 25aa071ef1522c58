using System.Security.Cryptography;
using Frontdesk.Answers.Providers;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.Chatbots;

/// <summary>The owners' own provider keys: encrypted in the database, opened only to ask the provider.</summary>
public sealed class ProviderKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("chatbot.provider-key");

    /// <summary>Null leaves the key as it is, an empty one removes it.</summary>
    public void Keep(Chatbot chatbot, string? key)
    {
        switch (key?.Trim())
        {
            case null:
                break;
            case "":
                chatbot.ForgetProviderKey();
                break;
            case var given:
                chatbot.UseProviderKey(_protector.Protect(given), given.Length > 8 ? given[^4..] : "");
                break;
        }
    }

    public ProviderSettings Settings(AiSettings ai, string? encryptedKey) => new(
        ai.Provider switch
        {
            "openai" => ProviderKind.OpenAi,
            "anthropic" => ProviderKind.Anthropic,
            _ => ProviderKind.BuiltIn,
        },
        ai.BaseUrl.Length == 0 ? null : ai.BaseUrl, ai.Model, Open(encryptedKey));

    /// <summary>Empty where there is none, or where the server's keys were lost; the provider's refusal then tells the owner.</summary>
    private string Open(string? encrypted)
    {
        try
        {
            return encrypted is null ? "" : _protector.Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}
