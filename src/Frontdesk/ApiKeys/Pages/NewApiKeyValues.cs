namespace Frontdesk.ApiKeys.Pages;

/// <summary>The form of a new key as it was filled in.</summary>
public sealed record NewApiKeyValues(string Name, IReadOnlyList<string> Scopes, int LimitPerHour);
