namespace Frontdesk.Platform.Http;

/// <summary>An address that a user chose leads somewhere this server must not go. The message is a sentence for that user.</summary>
public sealed class AddressRefusedException(string message) : Exception(message)
{
    /// <summary>Finds the refusal inside what HTTP stacks wrap around it; null when there is none.</summary>
    public static AddressRefusedException? In(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is AddressRefusedException refused) return refused;
        return null;
    }
}
