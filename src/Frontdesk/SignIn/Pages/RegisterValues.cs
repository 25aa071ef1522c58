namespace Frontdesk.SignIn.Pages;

/// <summary>What stands in the registration form; the password is never shown again.</summary>
public sealed record RegisterValues(string Email = "", string Name = "", string CompanyName = "", string WebsiteUrl = "", string Industry = "");
