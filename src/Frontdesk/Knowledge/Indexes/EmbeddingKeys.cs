using System.Security.Cryptography;
using Frontdesk.Answers.Embeddings;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>The owners' keys for embedding providers: encrypted in the database, opened only to ask the provider.</summary>
public sealed class EmbeddingKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("chatbot.embedding-key");

    /// <summary>Null leaves the key as it is, an empty one removes it.</summary>
    public void Keep(EmbeddingModel model, string? key)
    {
        switch (key?.Trim())
        {
            case null:
                break;
            case "":
                model.UseKey(null, null);
                break;
            case var given:
                model.UseKey(_protector.Protect(given), given.Length > 8 ? given[^4..] : "");
                break;
        }
    }

    /// <summary>Empty where there is none, or where the server's keys were lost; the provider's refusal then tells the owner.</summary>
    public string Open(EmbeddingModel model)
    {
        try
        {
            return model.KeyEncrypted is null ? "" : _protector.Unprotect(model.KeyEncrypted);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }

    public EmbeddingSettings Settings(EmbeddingModel model) => new(model.BaseUrl.Length == 0 ? null : model.BaseUrl, model.Model, model.AskedDimensions, Open(model));
}
