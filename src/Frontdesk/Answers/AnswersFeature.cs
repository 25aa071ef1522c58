using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;

namespace Frontdesk.Answers;

public static class AnswersFeature
{
    public static IServiceCollection AddAnswers(this IServiceCollection services, IConfiguration configuration) => services
        .AddOutbound(configuration)
        .AddProviders(configuration)
        .AddSingleton<ModelAnswerer>()
        .AddSingleton<SpeakingModels>().AddHostedService(p => p.GetRequiredService<SpeakingModels>())
        .AddJob<AnswerWithAi, AnswerWithAiHandler>();
}
