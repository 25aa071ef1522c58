using Frontdesk.Conversations;
using Frontdesk.Knowledge.Gaps;
using Frontdesk.Platform.Jobs;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Gaps;

/// <summary>What visitors asked and the chatbot could not answer.</summary>
public sealed class GapsAreFound(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Path = "/api/v1/knowledge-base/gaps";

    [Fact]
    public async Task Questions_without_an_answer_are_put_together_and_counted()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you repair boots?", "Yes.");
        foreach (var question in new[] { "Do you have a mobile app?", "When will the mobile app be released?", "Is there a mobile app for iPhone?", "Do you sell gift cards?" })
        {
            await Asks(shop, question);
        }

        await Asks(shop, "Do you repair boots?");

        var report = await Report(shop, 4);
        report["total_queries"].GetInt32().ShouldBe(5);
        report["low_confidence_queries"].GetInt32().ShouldBe(4);
        report["no_result_queries"].GetInt32().ShouldBe(4);
        var app1 = report["gaps"][0];
        app1.GetProperty("query_pattern").GetString()!.ShouldContain("mobile app");
        app1.GetProperty("count").GetInt32().ShouldBe(3);
        app1.GetProperty("avg_confidence").GetDouble().ShouldBeLessThan(0.5);
        app1.GetProperty("sample_queries").EnumerateArray().Select(q => q.GetString()).ShouldContain("Do you have a mobile app?");
        app1.GetProperty("suggested_action").GetString()!.ShouldStartWith("Add FAQ");
        report["gaps"].GetArrayLength().ShouldBe(2);
        var page = (await shop.Sarah.Get($"/knowledge/gaps?chatbot_id={shop.ChatbotId}")).Ok().Text;
        page.ShouldContain("mobile app");
        page.ShouldContain($"/inbox/{app1.GetProperty("samples")[0].GetProperty("conversation_id").GetGuid()}");
    }

    [Fact]
    public async Task Small_talk_and_wishes_for_a_person_are_no_questions_and_personal_data_is_not_kept()
    {
        var shop = await app.Shop();
        await Asks(shop, "Hello!");
        await Asks(shop, "I want to talk to a person please");
        await Asks(shop, "Where is order 4711-22 of anna.berg@mail.test, phone +49 170 1234567?");

        await Report(shop, 1);

        var kept = await app.Value<string[]>("select array_agg(question) from asked_questions where workspace_id = $1", shop.WorkspaceId);
        kept.Length.ShouldBe(1);
        kept[0].ShouldContain("[email]");
        kept[0].ShouldNotContain("anna");
        kept[0].ShouldNotContain("1234567");
        kept[0].ShouldNotContain("4711");
    }

    [Fact]
    public async Task One_conversation_that_repeats_itself_counts_once_and_cannot_fill_the_table()
    {
        var shop = await app.Shop();
        var ann = await Asks(shop, "Do you have a mobile app?");
        await app.Execute("""
            insert into asked_questions (id, workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at)
            select gen_random_uuid(), workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at from asked_questions, generate_series(1, 49) where conversation_id = $1
            """, ann.ConversationId);

        await ann.Says("Do you have gift cards then?");
        await ann.Hears(SenderType.Bot, m => m.Seq > 3);
        await app.JobsAreDone();

        (await app.Value<long>("select count(*) from asked_questions where conversation_id = $1", ann.ConversationId)).ShouldBe(50);
        (await Report(shop, 1))["gaps"][0].GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_gap_becomes_a_draft_with_the_visitors_words_and_comes_back_when_they_go_on_asking()
    {
        var shop = await app.Shop();
        await Asks(shop, "Do you have a mobile app?");
        await Asks(shop, "Is there a mobile app for iPhone?");
        var gap = (await Report(shop, 2))["gaps"][0].GetProperty("id").GetGuid();

        var draft = (await shop.Sarah.Post($"{Path}/{gap}/draft")).Ok();
        draft["status"].GetString().ShouldBe("draft");
        draft["answer"].GetString().ShouldBe("");
        new[] { draft["question"].GetString() }.Concat(draft["alternative_questions"].EnumerateArray().Select(q => q.GetString())).Order().ShouldBe(["Do you have a mobile app?", "Is there a mobile app for iPhone?"]);
        (await Report(shop, 2))["gaps"].GetArrayLength().ShouldBe(0);

        await AskedAgain(shop, 5);
        (await Report(shop, 7))["gaps"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_gap_that_is_put_aside_is_shown_again_when_it_is_asked_for()
    {
        var shop = await app.Shop();
        await Asks(shop, "Do you have a mobile app?");
        var gap = (await Report(shop, 1))["gaps"][0].GetProperty("id").GetGuid();

        (await shop.Sarah.Post($"{Path}/{gap}/dismiss", new { until_asked = 2 })).Status.ShouldBe(204);
        (await Report(shop, 1))["gaps"].GetArrayLength().ShouldBe(0);
        (await Report(shop, 1))["dismissed"].GetArrayLength().ShouldBe(1);
        (await shop.Sarah.Post($"{Path}/{gap}/restore")).Status.ShouldBe(204);
        (await Report(shop, 1))["gaps"].GetArrayLength().ShouldBe(1);
        (await shop.Sarah.Post($"{Path}/{gap}/dismiss", new { until_asked = 0 })).Refused(422, "invalid_fields");
        (await shop.Sarah.Post($"{Path}/{Guid.CreateVersion7()}/dismiss", new { })).Refused(404, "gap_not_found");
    }

    [Fact]
    public async Task The_report_belongs_to_those_who_see_the_chatbot()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        await Asks(shop, "Do you have a mobile app?");
        var gap = (await Report(shop, 1))["gaps"][0].GetProperty("id").GetGuid();
        var lena = await shop.Agent("Lena");
        var second = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second" })).Ok()["id"].GetGuid();
        await app.Execute("update members set chatbot_ids = $1 where user_id = $2 and workspace_id = $3", new[] { second }, lena.UserId, shop.WorkspaceId);

        foreach (var stranger in new[] { other.Sarah, lena })
        {
            (await stranger.Get($"{Path}?chatbot_id={shop.ChatbotId}")).Refused(404, "chatbot_not_found");
            (await stranger.Post($"{Path}/{gap}/draft")).Refused(404, "gap_not_found");
            (await stranger.Get($"/knowledge/gaps/questions?chatbot_id={shop.ChatbotId}&from=2020-01-01&to=2100-01-01")).Text.ShouldNotContain("mobile app");
        }

        (await shop.Sarah.Get($"{Path}?chatbot_id={shop.ChatbotId}&period=1y")).Refused(422, "invalid_fields");
        (await shop.Sarah.Get($"/knowledge/gaps/questions?chatbot_id={shop.ChatbotId}&from=2020-01-01&to=2100-01-01")).Ok().Text.ShouldContain("mobile app");
    }

    [Fact]
    public async Task What_was_asked_long_ago_is_forgotten()
    {
        var shop = await app.Shop();
        await Asks(shop, "Do you have a mobile app?");
        await Asks(shop, "Do you sell gift cards?");
        await Report(shop, 2);
        await app.Execute("update asked_questions set asked_at = now() - interval '91 days' where workspace_id = $1 and question like '%gift%'", shop.WorkspaceId);

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetQuestionsHandler>().Run(new ForgetQuestions(), new JobRun(Guid.CreateVersion7(), 1, false), TestContext.Current.CancellationToken);

        (await app.Value<string[]>("select array_agg(question) from asked_questions where workspace_id = $1", shop.WorkspaceId)).ShouldBe(["Do you have a mobile app?"]);
    }

    private static async Task<Visitor> Asks(Shop shop, string question)
    {
        var visitor = shop.Visitor("Ann");
        await visitor.Says(question);
        await visitor.Hears(SenderType.Bot);
        return visitor;
    }

    /// <summary>By other visitors, later on.</summary>
    private Task AskedAgain(Shop shop, int times) => app.Execute("""
        insert into asked_questions (id, workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at)
        select gen_random_uuid(), workspace_id, chatbot_id, conversation_id, message_id, 'Do you have a mobile app ' || n || '?', confidence, outcome, now()
        from (select * from asked_questions where workspace_id = $1 limit 1) one, generate_series(1, $2) n
        """, shop.WorkspaceId, times);

    /// <summary>Once so many questions were noted.</summary>
    private static Task<Reply> Report(Shop shop, int asked) => Eventually.Find(async () =>
        (await shop.Sarah.Get($"{Path}?chatbot_id={shop.ChatbotId}&period=30d")).Ok() is var report && report["total_queries"].GetInt32() >= asked ? report : null, "the questions to be noted");
}
