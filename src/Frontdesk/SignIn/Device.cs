namespace Frontdesk.SignIn;

/// <summary>What a browser says of itself, in words somebody recognises their own in. A hint, since anybody may say anything.</summary>
public sealed record Device(string Browser, string System, bool IsHandheld)
{
    // The order counts: Edge and Opera call themselves Chrome too, and everybody calls themselves Safari.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Firefox/", "Firefox"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "A Python program"),
        ("okhttp", "An Android app"), ("node", "A Node program"), ("PostmanRuntime", "Postman"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    public string InWords => System.Length == 0 ? Browser : $"{Browser} on {System}";

    public static Device Of(string? userAgent)
    {
        var said = userAgent ?? "";
        var system = Name(Systems, said) ?? "";
        return new Device(Name(Browsers, said) ?? "A program", system, system is "iPhone" or "iPad" or "Android");
    }

    private static string? Name((string Sign, string Name)[] known, string said) =>
        Array.Find(known, k => said.Contains(k.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
