using Frontdesk.Platform.Database;
using Frontdesk.Team;

namespace Frontdesk.SignIn.Providers.Pages;

/// <summary>What stands in the form of a connection; the secret is never shown again.</summary>
/// <param name="EmailDomains">One a line.</param>
public sealed record SsoForm(string Name = "", string Issuer = "", string ClientId = "", string EmailDomains = "", bool CreateMembers = false, string DefaultRole = "agent", bool Enabled = true)
{
    public static SsoForm Of(SsoConnectionView view) =>
        new(view.Name, view.Issuer, view.ClientId, string.Join('\n', view.EmailDomains), view.CreateMembers, SnakeCase.Text(view.DefaultRole), view.Enabled);

    public static SsoForm Read(IFormCollection form) => new(
        form["name"].ToString(), form["issuer"].ToString(), form["client_id"].ToString(), form["email_domains"].ToString(),
        form["create_members"] == "true", form["default_role"].ToString(), form["enabled"] == "true");

    public SsoConnectionRequest AsRequest(string? secret) => new(
        Name, Issuer, ClientId, string.IsNullOrWhiteSpace(secret) ? null : secret,
        EmailDomains.Split(['\n', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        CreateMembers, DefaultRole switch { "admin" => Role.Admin, "viewer" => Role.Viewer, _ => Role.Agent }, Enabled);
}
