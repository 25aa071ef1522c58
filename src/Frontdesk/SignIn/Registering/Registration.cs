using System.Net.Mail;
using System.Text.RegularExpressions;
using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>What a new owner says of themselves and their company. Colours are #rrggbb.</summary>
public sealed partial record Registration(
    string Email, string Password, string CompanyName, string? Name = null, string? WebsiteUrl = null, string? Industry = null,
    string? PrimaryColor = null, string? SecondaryColor = null)
{
    public Errors Check() => PasswordRules.Check(Password, Email)
        .Unless(IsAddress(Email), "email", "Write an e-mail address like name@company.com.")
        .Unless(CompanyName.Trim().Length is >= 2 and <= 100, "company_name", "The company's name has 2 to 100 characters.")
        .Unless((Name ?? "").Length <= 100, "name", "Your name has at most 100 characters.")
        .Unless(IsWebsite(WebsiteUrl), "website_url", "Write the website as https://company.com.")
        .Unless((Industry ?? "").Length <= 100, "industry", "The industry has at most 100 characters.")
        .Unless(IsColor(PrimaryColor), "primary_color", "Write the colour as #3257d6.")
        .Unless(IsColor(SecondaryColor), "secondary_color", "Write the colour as #3257d6.");

    public static bool IsAddress(string email) =>
        email.Length <= 254 && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email.Trim() && !email.Any(char.IsControl);

    private static bool IsWebsite(string? url) =>
        string.IsNullOrWhiteSpace(url) || url.Length <= 500 && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https";

    private static bool IsColor(string? color) => string.IsNullOrEmpty(color) || Hex().IsMatch(color);

    [GeneratedRegex(@"\A#[0-9a-f]{6}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Hex();
}
