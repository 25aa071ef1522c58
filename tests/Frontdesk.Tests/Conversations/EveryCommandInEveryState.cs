using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>Through the front door: what each command answers in each state, and that a refused one changes nothing.</summary>
public sealed class EveryCommandInEveryState(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static readonly ConversationStatus[] States = Enum.GetValues<ConversationStatus>();

    /// <summary>200 where it may happen; a 409 says its code. Sarah handles what is handled, unless the row says that Mike asks.</summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        //                           Active           Waiting          Escalated        AgentHandling    Resolved         Abandoned        Archived
        ["takeover"] = ["200", "200", "200", "200", Not, "200", Not],
        ["takeover by Mike"] = ["200", "200", "200", "already_taken", Not, "200", Not],
        ["return-to-ai"] = [Not, Not, "200", "200", Not, Not, Not],
        ["return-to-ai by Mike"] = [Not, Not, "200", "not_yours", Not, Not, Not],
        ["resolve"] = ["200", "200", "200", "200", Not, Not, Not],
        ["resolve by Mike"] = ["200", "200", "200", "not_yours", Not, Not, Not],
        ["reopen"] = [Not, Not, Not, Not, "200", Not, Not],
        ["archive"] = ["200", "200", "200", "200", "200", "200", Not],
        ["archive by Mike"] = ["200", "200", "200", "not_yours", "200", "200", Not],
        ["say"] = [Not, Not, Not, "200", Not, Not, Not],
        ["say by Mike"] = [Not, Not, Not, Not, Not, Not, Not],
        ["edit"] = ["200", "200", "200", "200", "200", "200", Not],
        ["delete"] = ["200", "200", "200", "200", "200", "200", Not],
        ["customer says"] = ["200", "200", "200", "200", "200", "200", "200"],
        ["customer asks for a person"] = ["200", "200", "200", "200", Not, Not, Not],
        ["customer ends"] = ["200", "200", "200", "200", "200", Not, Not],
        ["customer rates"] = [Not, Not, Not, Not, "200", Not, "200"],
        ["customer recommends"] = [Not, Not, Not, Not, "200", Not, "200"],
    };

    private const string Not = "not_allowed_now";

    public static TheoryData<string> Commands() => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task It_answers_as_the_table_says(string command)
    {
        var shop = await app.Shop();
        await shop.Changes(new { nps_enabled = true });
        var mike = await shop.Agent("Mike");
        foreach (var state in States)
        {
            var ann = shop.Visitor("Ann");
            await ann.Says("Hello");
            await ann.Hears(SenderType.Bot);
            await Stands(shop, ann, state);
            var before = await Everything(ann);

            var answer = await Do(command, shop, mike, ann);

            var said = answer.Status is 200 or 204 ? "200" : answer.Status == 409 ? answer.Code : $"{answer.Status} {answer.Code}";
            said.ShouldBe(Table[command][(int)state], $"{command} while {state}: {answer.Text}");
            if (said != "200")
            {
                (await Everything(ann)).ShouldBe(before, $"{command} while {state} was refused and changed something");
            }
        }
    }

    private static async Task<Reply> Do(string command, Shop shop, Agent mike, Visitor ann)
    {
        var by = command.EndsWith(" by Mike", StringComparison.Ordinal) ? mike : shop.Sarah;
        var (path, what) = ($"/api/v1/conversations/{ann.ConversationId}", command.Replace(" by Mike", "", StringComparison.Ordinal));
        return what switch
        {
            "say" => await by.TriesToSay(ann.ConversationId, "With you in a minute."),
            "edit" => await by.Patch($"{path}/messages/{await BotsMessage(shop, ann)}", new { content = "Other words." }),
            "delete" => await by.Delete($"{path}/messages/{await BotsMessage(shop, ann)}"),
            "customer says" => await ann.Sends("And one more thing"),
            "customer asks for a person" => await ann.Does("escalate", new { conversation_id = ann.ConversationId }),
            "customer ends" => await ann.Does("end", new { conversation_id = ann.ConversationId }),
            "customer rates" => await ann.TriesToRate(4),
            "customer recommends" => await ann.Does("nps", new { conversation_id = ann.ConversationId, score = 9 }),
            _ => await by.Post($"{path}/{what}"),
        };
    }

    private static async Task<Guid> BotsMessage(Shop shop, Visitor ann) =>
        await shop.App.Value<Guid>("select id from messages where conversation_id = $1 and sender_type = 'bot'", ann.ConversationId);

    /// <summary>Put there by hand, so that each state is the same whatever leads to it; what is over was rated.</summary>
    private async Task Stands(Shop shop, Visitor ann, ConversationStatus state)
    {
        await app.JobsAreDone();
        await app.Execute("""
            update conversations set status = $2, assigned_member_id = case when $2 = 'agent_handling' then (select id from members where workspace_id = $3 and role = 'owner') end,
              handled_since = case when $2 = 'agent_handling' then now() end, resolved_at = case when $2 in ('resolved', 'archived') then now() end,
              rating = case when $2 in ('resolved', 'archived') then 3 end
            where id = $1
            """, ann.ConversationId, Frontdesk.Platform.Database.SnakeCase.Text(state), shop.WorkspaceId);
    }

    /// <summary>The conversation with all that hangs on it.</summary>
    private Task<string> Everything(Visitor ann) => app.Value<string>("""
        select row_to_json(c)::text || coalesce((select json_agg(m order by m.seq)::text from messages m where m.conversation_id = c.id), '')
          || (select count(*) from conversation_events e where e.conversation_id = c.id)
          || (select count(*) from jobs j where j.key like '%' || c.id and j.kind <> 'WatchConversation')
        from conversations c where id = $1
        """, ann.ConversationId);
}
