using Frontdesk.Platform.Jobs;

namespace Frontdesk.Knowledge.Gaps;

public static class GapsFeature
{
    public static IServiceCollection AddGaps(this IServiceCollection services) => services
        .AddScoped<ReadGaps>().AddScoped<CloseGap>().AddDaily<ForgetQuestions, ForgetQuestionsHandler>();
}
