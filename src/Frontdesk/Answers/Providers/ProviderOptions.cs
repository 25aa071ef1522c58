namespace Frontdesk.Answers.Providers;

/// <summary>How long a provider may take before the visitor gets another answer. Connecting has its own bound in <c>OutboundOptions</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>From sending the question to the first words.</summary>
    public TimeSpan FirstToken { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From words to the next words.</summary>
    public TimeSpan BetweenTokens { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For the whole answer; also for answers that are not streamed.</summary>
    public TimeSpan Whole { get; set; } = TimeSpan.FromSeconds(90);
}
