using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.ApiKeys;

public static class ApiKeysFeature
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddSingleton<ApiKeyDoor>()
        .AddScoped<ListApiKeys>()
        .AddScoped<CreateApiKey>()
        .AddScoped<ChangeApiKey>()
        .AddScoped<RevokeApiKey>()
        .AddSingleton(new SettingsItem("Workspace", "API keys", "/settings/api-keys", "key-round", 60).For(Permission.ApiKeyManage));
}
