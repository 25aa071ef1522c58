using Frontdesk.Platform.Http;

namespace Frontdesk.Platform.Layout;

public static class ErrorsOnForm
{
    /// <summary>The use case's errors beside the form's fields.</summary>
    /// <param name="names">The form's own names, where they differ from the use case's.</param>
    public static FormErrors OnForm(this Errors errors, IReadOnlyDictionary<string, string>? names = null)
    {
        var onForm = new FormErrors();
        foreach (var (field, message) in errors.ByField)
        {
            onForm[names?.GetValueOrDefault(field) ?? field] = message;
        }

        return onForm;
    }
}
