using System.Collections.Concurrent;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Widget;

/// <summary>Remembers where a chatbot's launcher was loaded, so that its owner sees that the snippet is in place.</summary>
public sealed class InstallationSeen(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(Guid, string), DateTimeOffset> _noted = new();

    public async Task Note(ChatbotFacts chatbot, HttpRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) || page.Host.Length is 0 or > 255
            || !(chatbot.Settings.AllowedDomains.Count == 0 || chatbot.Allows(page.GetLeftPart(UriPartial.Authority)))
            || _noted.TryGetValue((chatbot.Id, page.Host), out var last) && now - last < BetweenNotes)
        {
            return;
        }

        if (_noted.Count > 10_000)
        {
            _noted.Clear();
        }

        _noted[(chatbot.Id, page.Host)] = now;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(chatbot.WorkspaceId);
        await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Chatbots.Where(c => c.Id == chatbot.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.SeenOn, page.Authority).SetProperty(c => c.SeenAt, now), ct);
    }
}
