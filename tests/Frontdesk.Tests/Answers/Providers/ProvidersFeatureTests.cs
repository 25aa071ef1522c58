using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers.Providers;

public sealed class ProvidersFeatureTests
{
    [Fact]
    public async Task The_time_limits_can_be_set()
    {
        await using var services = Services(new() { ["Providers:FirstToken"] = "00:00:04" });
        var limits = services.GetRequiredService<IOptions<ProviderOptions>>().Value;
        limits.FirstToken.ShouldBe(TimeSpan.FromSeconds(4));
        limits.BetweenTokens.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_time_limit_of_nothing_is_an_error()
    {
        await using var services = Services(new() { ["Providers:Whole"] = "00:00:00" });
        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<ProviderOptions>>().Value);
    }

    [Fact]
    public async Task The_vendors_own_addresses_are_used_unless_another_is_given()
    {
        await using var services = Services([]);
        var clients = services.GetRequiredService<ChatClients>();
        Should.NotThrow(() => clients.For(new(ProviderKind.OpenAi, null, "gpt-4o-mini", "sk-test")));
        Should.NotThrow(() => clients.For(new(ProviderKind.Anthropic, " ", "claude-haiku-4-5", "sk-test")));
        Should.Throw<ArgumentException>(() => clients.For(new(ProviderKind.BuiltIn, null, "", "")));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddOutbound(configuration).AddProviders(configuration).BuildServiceProvider();
    }
}
