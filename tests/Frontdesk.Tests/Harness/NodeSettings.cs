using Frontdesk.Platform.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Frontdesk.Tests.Harness;

public static class NodeSettings
{
    /// <summary>A node that leaves all work to others.</summary>
    public static void WithoutJobs(this WebApplicationBuilder builder) =>
        builder.Services.Remove(builder.Services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(JobWorker)));
}
