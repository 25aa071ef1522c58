namespace Frontdesk.SignIn.Profile.Pages;

/// <summary>What stands in the profile's form.</summary>
public sealed record ProfileValues(string FirstName, string LastName, string Title, string Phone, string Timezone, string Language)
{
    public static ProfileValues Of(ProfileView profile) =>
        new(profile.FirstName, profile.LastName, profile.Title ?? "", profile.Phone ?? "", profile.Timezone, profile.Language);
}
