namespace Frontdesk.Knowledge.Reading;

/// <summary>A file that gives no text.</summary>
/// <param name="code">For programs, such as <c>PASSWORD_PROTECTED</c>.</param>
/// <param name="message">For its owner: what is wrong and what to do next.</param>
public sealed class UnreadableFileException(string code, string message) : Exception(message)
{
    public string Code => code;
}
