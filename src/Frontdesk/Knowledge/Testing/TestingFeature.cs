namespace Frontdesk.Knowledge.Testing;

public static class TestingFeature
{
    public static IServiceCollection AddTesting(this IServiceCollection services) => services.AddScoped<TestQuery>();
}
