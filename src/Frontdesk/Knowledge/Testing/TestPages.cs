using System.Diagnostics;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Knowledge.Testing.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Testing;

/// <summary>What a chatbot would find and say.</summary>
public static class TestPages
{
    public static void MapTestPages(this IEndpointRouteBuilder pages) =>
        pages.MapGroup("/knowledge/test").RequiresOnPage(Permission.KnowledgeView).MapGet("", Test).CountsAs(Counted.Search);

    private static async Task<IResult> Test(CurrentAgent agent, FrontdeskDb db, TestQuery test, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, string? query = null)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        TestOutcome? shown = null;
        if (current is { } chatbot && !string.IsNullOrWhiteSpace(query))
        {
            var watch = Stopwatch.StartNew();
            var (found, _) = await test.For(new TestQuery.Request(chatbot, Platform.Text.CleanText.Cut(query, 1000), 10), agent, ct);
            shown = new TestOutcome(query, [.. found!.Results.Select(r => new RankedPassage(r.Rank, r.Score, r.SourceType, r.SourceId.ToString(), TitleOf(r), r.Content))],
                found.SuggestedAnswer, found.ConfidenceScore, watch.Elapsed.TotalMilliseconds);
        }

        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Test = shown,
            DocumentCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind != SourceKind.Faq, ct),
            FaqCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Faq, ct),
        });
    }

    private static string TitleOf(TestResult result) => PassageTitle.Of(result.Metadata["title"], result.SourceType == "faq" ? "" : result.Metadata["heading"]);
}
