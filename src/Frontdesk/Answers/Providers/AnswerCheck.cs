using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Providers;

/// <summary>Listens to an answer and knows whether it said something and came to its end.</summary>
internal sealed class AnswerCheck
{
    private bool said;
    private bool ended;

    /// <summary>True when the update brings the answer forward: words, thoughts or a call, not a sign of life alone.</summary>
    public bool Hear(ChatResponseUpdate update)
    {
        var speaks = update.Text.Length > 0 || update.Contents.Any(content => content is FunctionCallContent);
        said |= speaks;
        ended |= update.FinishReason is not null;
        return speaks || update.Contents.Any(content => content is TextReasoningContent { Text.Length: > 0 });
    }

    public void MustHaveWords()
    {
        if (!said) throw new ProviderException(ProviderFailures.Silent);
    }

    /// <summary>Both vendors name a reason when they stop; without one the connection was cut.</summary>
    public void MustHaveEnded()
    {
        if (!ended) throw new ProviderException(ProviderFailures.BrokenOff);
    }
}
