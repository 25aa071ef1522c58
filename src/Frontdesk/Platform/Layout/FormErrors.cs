namespace Frontdesk.Platform.Layout;

/// <summary>What is wrong with a form, by the name of the field; the empty name is for the form as a whole.</summary>
public sealed class FormErrors : Dictionary<string, string>
{
    public static FormErrors None => [];

    public string? Of(string field) => this.GetValueOrDefault(field);
}
