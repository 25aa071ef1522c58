using System.Text;
using Frontdesk.Tests.Harness;

namespace Frontdesk.Tests.Knowledge.Doors;

/// <summary>A chatbot with something of every kind of knowledge, all of which says <c>Word</c>.</summary>
internal sealed record Shelf(FrontdeskApp App, Guid Chatbot, string Word)
{
    public Guid Text { get; private init; }
    public Guid Document { get; private init; }
    public Guid Faq { get; private init; }
    public Guid Draft { get; } = Guid.CreateVersion7();

    /// <summary>A question without an answer.</summary>
    public Guid Gap { get; } = Guid.CreateVersion7();

    /// <summary>One that was put aside.</summary>
    public Guid DismissedGap { get; } = Guid.CreateVersion7();

    public Guid Site { get; } = Guid.CreateVersion7();

    /// <summary>A website that is just being read.</summary>
    public Guid SiteInReading { get; } = Guid.CreateVersion7();

    /// <param name="addedBy">Who gave the documents, as far as the database knows.</param>
    public static async Task<Shelf> Fill(Shop shop, string word, Guid addedBy)
    {
        var chatbot = (await shop.Sarah.Post("/api/v1/chatbots", new { name = $"The desk of {word}" })).Ok();
        var shelf = new Shelf(shop.App, chatbot["id"].GetGuid(), word);
        using var file = Uploading.FormOf($"{word}.txt", Encoding.UTF8.GetBytes($"Boots of {word} cost 89 euros."), ("chatbot_id", $"{shelf.Chatbot}"));
        shelf = shelf with
        {
            Faq = await Id(shop, "faqs", new { chatbot_id = shelf.Chatbot, question = $"When does {word} open?", answer = $"{word} opens at nine." }),
            Text = await Id(shop, "texts", new { chatbot_id = shelf.Chatbot, title = $"Hours of {word}", content = $"The shop in {word} is open from nine to five." }),
            Document = await Id(shop, "documents", file),
        };
        await shop.IsRead(shelf.Text);
        await shop.IsRead(shelf.Document);
        await shelf.LaterOn(shop, chatbot["public_key"].GetString()!, addedBy);
        return shelf;
    }

    /// <summary>Everything that is kept of the chatbot's knowledge, as one value.</summary>
    public Task<string> Kept() => App.Value<string>("""
        select md5(string_agg(line, E'\n' order by line)) from (
          select s::text from sources s where chatbot_id = $1 union all
          select p::text from passages p where chatbot_id = $1 union all
          select s::text from sites s where chatbot_id = $1 union all
          select d::text from faq_drafts d where chatbot_id = $1 union all
          select d::text from dismissed_gaps d where chatbot_id = $1 union all
          select k::text from knowledge_settings k where chatbot_id = $1 union all
          select knowledge_version::text from chatbots where id = $1) kept (line)
        """, Chatbot);

    private static async Task<Guid> Id(Shop shop, string kind, object body) => (await shop.Sarah.Post($"/api/v1/knowledge-base/{kind}", body)).Ok()["id"].GetGuid();

    /// <summary>What visitors, conversations and crawls leave behind.</summary>
    private async Task LaterOn(Shop shop, string key, Guid addedBy)
    {
        var ann = new Visitor(App.Node, key, "Ann");
        await ann.Says("Hello!");
        await App.Execute("update sources set added_by = $2 where chatbot_id = $1", Chatbot, addedBy);
        await App.Execute("insert into knowledge_settings (chatbot_id, workspace_id, synonyms) values ($1, $2, jsonb_build_array(jsonb_build_array('town', lower($3))))", Chatbot, shop.WorkspaceId, Word);
        await App.Execute("""
            insert into asked_questions (id, workspace_id, chatbot_id, conversation_id, message_id, question, confidence, outcome, asked_at)
            values ($1, $3, $4, $5, gen_random_uuid(), 'Do you sell gift cards in ' || $6 || '?', 0, 'no_answer', now()), ($2, $3, $4, $5, gen_random_uuid(), 'Where may I park my bicycle?', 0, 'no_answer', now())
            """, Gap, DismissedGap, shop.WorkspaceId, Chatbot, ann.ConversationId, Word);
        await App.Execute("""
            insert into dismissed_gaps (id, workspace_id, chatbot_id, pattern, questions, until_asked, dismissed_at)
            values (gen_random_uuid(), $1, $2, 'park bicycle', '{where may i park my bicycle?}', 5, now())
            """, shop.WorkspaceId, Chatbot);
        await App.Execute("""
            insert into faq_drafts (id, workspace_id, chatbot_id, conversation_id, message_id, question, answer, status, created_at)
            values ($1, $2, $3, $4, gen_random_uuid(), 'Are dogs welcome in ' || $5 || '?', 'Yes, on a leash.', 'open', now())
            """, Draft, shop.WorkspaceId, Chatbot, ann.ConversationId, Word);
        await App.Execute("""
            insert into sites (id, workspace_id, chatbot_id, url, key, settings, schedule, status, crawl_id)
            select site, $1, $2, 'https://' || state || '.' || $3 || '.test/', state, '{}', '{}', state, gen_random_uuid() from unnest($4::uuid[], array['completed', 'crawling']) s (site, state)
            """, shop.WorkspaceId, Chatbot, Word, new[] { Site, SiteInReading });
        await App.Execute("""
            insert into site_pages (id, workspace_id, site_id, url, key, state, depth, position, found_in) values (gen_random_uuid(), $1, $2, 'https://completed.' || $3 || '.test/', 'home', 'read', 0, 0, gen_random_uuid())
            """, shop.WorkspaceId, Site, Word);
    }
}
