using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Synonyms;

/// <summary>Words that mean the same for one chatbot's visitors. Its index follows with the save.</summary>
public sealed class SaveSynonyms(FrontdeskDb db, TimeProvider clock)
{
    public const int MostGroups = 500;
    private const int MostWords = 10;
    private const int LongestWord = 50;

    public async Task<(IReadOnlyList<IReadOnlyList<string>>? Groups, IResult? Problem)> Of(Guid chatbotId, CurrentAgent agent, CancellationToken ct) =>
        await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct)
            ? ((await db.KnowledgeSettings.AsNoTracking().SingleOrDefaultAsync(s => s.ChatbotId == chatbotId, ct))?.SynonymGroups ?? [], null)
            : (null, Problem.NotFound("chatbot_not_found"));

    public async Task<(IReadOnlyList<IReadOnlyList<string>>? Groups, IResult? Problem)> Handle(Guid chatbotId, IEnumerable<IEnumerable<string>> groups, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var wanted = Tidy(groups);
        if (Check(wanted) is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        var settings = await db.SettingsOf(agent.WorkspaceId, chatbotId, ct);
        var before = settings.SynonymGroups.Count;
        settings.UseSynonyms(wanted);
        db.Record(AuditEntry.By(agent, "synonyms.changed", chatbotId, null, clock.GetUtcNow(), before: new { groups = before }, after: new { groups = wanted.Count }));
        await db.SaveKnowledge(chatbotId, ct);
        return (wanted, null);
    }

    /// <summary>Each word once in its group; groups that say nothing are gone.</summary>
    public static List<IReadOnlyList<string>> Tidy(IEnumerable<IEnumerable<string>> groups) => [.. groups
        .Select(group => (IReadOnlyList<string>)[.. group.Select(w => string.Join(' ', w.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant()).Where(w => w.Length > 0).Distinct()])
        .Where(group => group.Count > 0)];

    public static Errors Check(List<IReadOnlyList<string>> groups) => new Errors()
        .Unless(groups.Count <= MostGroups, "synonyms", $"Use at most {MostGroups} groups.")
        .Unless(groups.TrueForAll(g => g.Count is >= 2 and <= MostWords), "synonyms", $"A group has 2 to {MostWords} words: sofa, couch, settee.")
        .Unless(groups.TrueForAll(g => g.All(w => w.Length <= LongestWord && w.Any(char.IsLetterOrDigit) && !w.Contains(' '))), "synonyms", $"A group is of single words with at most {LongestWord} letters; a whole question belongs to its FAQ.");
}
