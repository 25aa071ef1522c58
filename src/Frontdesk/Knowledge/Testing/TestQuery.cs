using Frontdesk.Answers;
using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Retrieval;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Testing;

/// <summary>What would be done with the question without a model.</summary>
public enum TestOutcomeKind
{
    Answer,
    /// <summary>Quoted with a caveat, and a person is offered.</summary>
    AnswerAndOfferPerson,
    /// <summary>It would say that it does not know, and offer a person.</summary>
    AdmitIgnorance,
}

/// <param name="SourceType">faq, document, text or url.</param>
public sealed record TestResult(int Rank, double Score, string SourceType, Guid SourceId, string Content, TestMetadata Metadata)
{
    public Guid PassageId { get; init; }

    /// <summary>Why the passage stands where it does.</summary>
    public required TestReason Why { get; init; }
}

/// <param name="ClosestQuestion">Of a FAQ the phrasing that comes nearest.</param>
/// <param name="Closeness">How near it comes, 0 to 1.</param>
public sealed record TestReason(IReadOnlyList<TestWord> Words, string? ClosestQuestion, double Closeness);

/// <summary>A word of the question and what it met in the passage.</summary>
/// <param name="Match">exact, synonym, misspelt, kin (of the same family) or missing.</param>
/// <param name="Share">Its part of the question, 0 to 1.</param>
public sealed record TestWord(string Asked, string? Found, MatchKind Match, double Share);

/// <summary>Where a passage comes from. What its kind of source does not have is null.</summary>
public sealed record TestMetadata(
    string Title, string? Heading, string? Category, IReadOnlyList<string>? Tags, string? Filename, int? Page, string? Url, double RankingScore);

/// <param name="Threshold">From here on the chatbot answers without offering a person.</param>
public sealed record TestAnswer(string Query, IReadOnlyList<TestResult> Results, string? SuggestedAnswer, double ConfidenceScore, double Threshold, TestOutcomeKind Outcome);

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

        var threshold = chatbot.Settings.Ai.ConfidenceThreshold;
        var index = await indexes.Of(agent.WorkspaceId, chatbot.Id, ct);
        var hits = await indexes.Search(agent.WorkspaceId, chatbot.Id, request.Query, request.TopK, ct);
        var draft = BuiltInAnswerer.Answer(request.Query, hits, threshold);
        var outcome = draft is null ? TestOutcomeKind.AdmitIgnorance : draft.OfferPerson ? TestOutcomeKind.AnswerAndOfferPerson : TestOutcomeKind.Answer;
        return (new TestAnswer(
            request.Query, await Results(request.Query, index, hits, ct), draft?.Content, Math.Round(draft?.Confidence ?? (hits.Count == 0 ? 0 : hits[0].Confidence), 3), threshold, outcome), null);
    }

    private async Task<IReadOnlyList<TestResult>> Results(string query, PassageIndex index, IReadOnlyList<Hit> hits, CancellationToken ct)
    {
        var (sourceIds, passageIds) = (hits.Select(h => h.Passage.SourceId).Distinct().ToList(), hits.Select(h => h.Passage.Id).ToList());
        var sources = await db.Sources.AsNoTracking().Where(s => sourceIds.Contains(s.Id))
            .Select(s => new Origin(s.Id, s.Kind, s.Category, s.Tags, s.FileName, s.Url)).ToDictionaryAsync(s => s.Id, ct);
        var pages = await db.Passages.AsNoTracking().Where(p => passageIds.Contains(p.Id) && p.Page != null).ToDictionaryAsync(p => p.Id, p => p.Page, ct);
        return [.. hits.Select((hit, i) => Result(i + 1, hit, Reason(index.Explain(query, hit.Passage.Id)), sources.GetValueOrDefault(hit.Passage.SourceId), pages.GetValueOrDefault(hit.Passage.Id)))];
    }

    private static TestResult Result(int rank, Hit hit, TestReason why, Origin? origin, int? page)
    {
        var isFaq = hit.Passage.Kind == PassageKind.Faq;
        var type = isFaq ? "faq" : origin is { Url: not null } ? "url" : origin is { Kind: SourceKind.Text } ? "text" : "document";
        return new TestResult(rank, Math.Round(hit.Confidence, 3), type, hit.Passage.SourceId, hit.Passage.Body, new TestMetadata(
            hit.Passage.Title, isFaq || hit.Passage.Heading.Length == 0 ? null : hit.Passage.Heading, origin?.Category, isFaq ? origin?.Tags ?? [] : null,
            origin?.FileName, page, origin?.Url, Math.Round(hit.Score, 3)))
        { PassageId = hit.Passage.Id, Why = why };
    }

    private static TestReason Reason(Explanation? why) => new(
        [.. (why?.Words ?? []).Select(w => new TestWord(w.Asked, w.Found, w.Kind, Math.Round(w.Share, 3)))], why?.ClosestQuestion, Math.Round(why?.Closeness ?? 0, 3));

    private sealed record Origin(Guid Id, SourceKind Kind, string? Category, string[] Tags, string? FileName, string? Url);
}
