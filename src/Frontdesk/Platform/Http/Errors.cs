namespace Frontdesk.Platform.Http;

/// <summary>What is wrong with which field, in words for whoever filled it in.</summary>
public sealed class Errors
{
    private readonly Dictionary<string, string> _byField = [];

    public IReadOnlyDictionary<string, string> ByField => _byField;
    public bool Any => _byField.Count > 0;
    public string First => _byField.Values.FirstOrDefault() ?? "";

    /// <summary>Keeps the first message of a field.</summary>
    public Errors Unless(bool fine, string field, string message)
    {
        if (!fine)
        {
            _byField.TryAdd(field, message);
        }

        return this;
    }
}
