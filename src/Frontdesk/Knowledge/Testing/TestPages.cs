using System.Diagnostics;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Knowledge.Testing.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Testing;

/// <summary>What a chatbot would find and say, and why.</summary>
public static class TestPages
{
    private const int Shown = 10;
    private const int LongestQuery = 1000;

    public static void MapTestPages(this IEndpointRouteBuilder pages) =>
        pages.MapGroup("/knowledge/test").RequiresOnPage(Permission.KnowledgeView).MapGet("", Test).CountsAs(Counted.Search);

    private static async Task<IResult> Test(CurrentAgent agent, FrontdeskDb db, TestQuery test, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, string? query = null)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Test = current is { } chatbot && CleanText.Optional(query, LongestQuery) is { } asked ? await Ask(asked, chatbot, agent, test, ct) : null,
            DocumentCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Document || s.Kind == SourceKind.Text, ct),
            FaqCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Faq, ct),
        });
    }

    private static async Task<TestOutcome?> Ask(string query, Guid chatbot, CurrentAgent agent, TestQuery test, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var (found, _) = await test.For(new TestQuery.Request(chatbot, query, Shown), agent, ct);
        return found is null ? null : new TestOutcome(
            query, [.. found.Results.Select(Passage)], found.SuggestedAnswer, found.ConfidenceScore, found.Threshold, found.Outcome, watch.Elapsed.TotalMilliseconds);
    }

    private static RankedPassage Passage(TestResult result) => new(
        result.Rank, result.Score, result.SourceType, result.SourceId.ToString(), PassageTitle.Of(result.Metadata.Title, result.Metadata.Heading ?? ""), result.Content, result.Metadata.Page, result.Why);
}
