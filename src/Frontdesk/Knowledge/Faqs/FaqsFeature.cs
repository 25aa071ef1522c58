namespace Frontdesk.Knowledge.Faqs;

public static class FaqsFeature
{
    public static IServiceCollection AddFaqs(this IServiceCollection services) => services
        .AddScoped<SaveFaq>().AddScoped<DeleteFaq>().AddScoped<ChangeFaqs>().AddScoped<ImportFaqs>().AddScoped<ExportFaqs>();
}
