using Frontdesk.Answers;
using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Retrieval;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Testing;

public sealed record TestResult(int Rank, double Score, string SourceType, Guid SourceId, string Content, IReadOnlyDictionary<string, string> Metadata);

public sealed record TestAnswer(string Query, IReadOnlyList<TestResult> Results, string? SuggestedAnswer, double ConfidenceScore);

/// <summary>What the chatbot would find and say, without saying it to anybody.</summary>
public sealed class TestQuery(FrontdeskDb db, KnowledgeIndexes indexes)
{
    public sealed record Request(Guid ChatbotId, string Query, int TopK = 5);

    public async Task<(TestAnswer? Answer, IResult? Problem)> For(Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (request.TopK is < 1 or > 20 || request.Query.Length is 0 or > 1000)
        {
            return (null, Problem.Of(422, "invalid_fields", "A query has 1 to 1,000 characters, and top_k is 1 to 20."));
        }

        if (await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == request.ChatbotId, ct) is not { } chatbot)
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var hits = await indexes.Search(agent.WorkspaceId, chatbot.Id, request.Query, request.TopK, ct);
        var draft = BuiltInAnswerer.Answer(request.Query, hits, chatbot.Settings.Ai.ConfidenceThreshold);
        return (new TestAnswer(
            request.Query,
            [.. hits.Select((hit, i) => new TestResult(i + 1, Math.Round(hit.Confidence, 3), hit.Passage.Kind == PassageKind.Faq ? "faq" : "document", hit.Passage.SourceId, hit.Passage.Body, Metadata(hit)))],
            draft?.Content, Math.Round(draft?.Confidence ?? (hits.Count == 0 ? 0 : hits[0].Confidence), 3)), null);
    }

    private static Dictionary<string, string> Metadata(Hit hit) => new()
    {
        ["title"] = hit.Passage.Title,
        ["heading"] = hit.Passage.Heading,
        ["ranking_score"] = hit.Score.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
    };
}
