using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations;

/// <summary>What the visitor's page and browser said of themselves. Hostile input: shown as text, never followed.</summary>
public sealed class VisitorContext
{
    private const int Longest = 2000;

    public string? PageUrl { get; private set; }
    public string? PageTitle { get; private set; }
    public string? Referrer { get; private set; }
    public string? Language { get; private set; }
    public string? Timezone { get; private set; }
    public string? UserAgent { get; private set; }

    /// <summary>What is newly known replaces what was; what is not said stays.</summary>
    public VisitorContext With(string? pageUrl, string? pageTitle, string? referrer, string? language, string? timezone, string? userAgent) => new()
    {
        PageUrl = CleanText.Optional(pageUrl, Longest) ?? PageUrl,
        PageTitle = CleanText.Optional(pageTitle, Longest) ?? PageTitle,
        Referrer = CleanText.Optional(referrer, Longest) ?? Referrer,
        Language = CleanText.Optional(language, 35) ?? Language,
        Timezone = CleanText.Optional(timezone, 64) ?? Timezone,
        UserAgent = CleanText.Optional(userAgent, 512) ?? UserAgent,
    };

    public VisitorContext Copy() => With(null, null, null, null, null, null);

    public VisitorContextView ToView() => new(PageUrl, PageTitle, Referrer, Language, Timezone, UserAgent);
}
