using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Installation;

/// <summary>Jobs that were given up, mails that no server took, and a conversation read for a reason.</summary>
public sealed class TheMachineRoom(ConsoleApp app) : IClassFixture<ConsoleApp>
{
    private const string Jobs = "/api/v1/installation/jobs";
    private const string Outbox = "/api/v1/installation/outbox";

    [Fact]
    public async Task A_job_that_was_given_up_is_tried_again()
    {
        var (olga, number) = (await app.Olga(), Guid.CreateVersion7());
        app.Mending.IsMended = false;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            db.Enqueue(new Fragile(number));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var dead = await Eventually.Find(async () =>
        {
            await app.Execute("update jobs set run_at = now() where kind = 'Fragile' and dead_at is null and leased_until is null");
            var rows = (await olga.Get(Jobs + "?state=dead&kind=Fragile")).Ok()["data"];
            return rows.GetArrayLength() == 1 ? rows[0].ToString() : null;
        }, "the job to be given up");
        dead.ShouldContain("The pipe is broken.");
        dead.ShouldContain(number.ToString());
        var id = System.Text.Json.JsonDocument.Parse(dead).RootElement.GetProperty("id").GetGuid();
        (await olga.Get(Jobs)).Ok()["counts"].EnumerateArray().Single(c => c.GetProperty("kind").GetString() == "Fragile").GetProperty("dead").GetInt64().ShouldBe(1);
        (await olga.Get(Jobs + "?state=asleep")).Refused(422, "invalid_fields");
        (await olga.Post($"{Jobs}/{Guid.NewGuid()}/retry")).Status.ShouldBe(404);

        app.Mending.IsMended = true;
        (await olga.Post($"{Jobs}/{id}/retry")).Ok();

        await Eventually.True(() => app.Mending.Done.Contains(number), "the job to be done");
        (await olga.Post($"{Jobs}/{id}/retry")).Status.ShouldBe(404);
        (await olga.Get(Jobs + "?state=dead&kind=Fragile")).Ok()["data"].GetArrayLength().ShouldBe(0);
        (await olga.Get("/api/v1/installation/audit-log?action=job.retried")).Actions().ShouldContain("job.retried");
    }

    [Fact]
    public async Task Mails_that_no_server_took_are_listed_and_read()
    {
        var olga = await app.Olga();
        (await olga.Post(Outbox + "/test")).Status.ShouldBe(202);
        await app.Mail(olga.Email, "Mail from Frontdesk works");

        var mail = (await olga.Get(Outbox)).Ok()["data"].EnumerateArray().First(m => m.GetProperty("to").GetString() == olga.Email);
        var name = mail.GetProperty("name").GetString()!;

        (await olga.Get($"{Outbox}/{name}")).Ok()["text"].GetString().ShouldNotBeNullOrWhiteSpace();
        var person = new Person(app);
        await person.Submits("/sign-in", ("email", olga.Email), ("password", Agent.Password));
        var html = await person.Opens($"/installation/outbox/{name}/html");
        html.Status.ShouldBe(200);
        html.Headers["Content-Security-Policy"].Single().ShouldContain("sandbox");
        (await olga.Delete($"{Outbox}/{name}")).Ok();
        (await olga.Get($"{Outbox}/{name}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("..%2Fkeys")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("..%5C..%5Csecrets.eml")]
    [InlineData("stray.eml")]
    [InlineData("000000000000000000000-00000000000000000000000000000000.eml%00")]
    [InlineData("000000000000000000000-00000000000000000000000000000000.eml%0A")]
    public async Task No_name_of_a_mail_leads_out_of_the_outbox(string name)
    {
        var olga = await app.Olga();
        var stray = Path.Combine(app.DataFolder, "outbox", "stray.eml");
        await File.WriteAllTextAsync(stray, "To: x@y.test\r\nSubject: Stray\r\n\r\nA file of somebody else", TestContext.Current.CancellationToken);

        (await olga.Get($"{Outbox}/{name}")).Status.ShouldBeInRange(400, 404);
        (await olga.Delete($"{Outbox}/{name}")).Status.ShouldBeInRange(400, 404);

        (await olga.Get(Outbox)).Text.ShouldNotContain("Stray");
        File.Exists(stray).ShouldBeTrue("what the outbox has not made it does not delete");
    }

    [Fact]
    public async Task A_conversation_is_read_for_a_reason_that_its_owner_sees()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop());
        var vera = shop.Visitor("Vera");
        await vera.Says("Write to vera@private.test, please.");
        var (read, page) = ($"/api/v1/installation/conversations/{vera.ConversationId}/read", $"/installation/workspaces/{shop.WorkspaceId}/conversations/{vera.ConversationId}");
        var person = new Person(app);
        await person.Submits("/sign-in", ("email", olga.Email), ("password", Agent.Password));

        (await olga.Post(read)).Refused(422, "invalid_fields");
        (await olga.Post(read, new { reason = "curious" })).Refused(422, "invalid_fields");
        (await person.Opens(page)).Status.ShouldBe(404);
        (await app.Value<long>("select count(*) from audit_log where action = 'conversation.read_by_installation' and resource_id = $1", vera.ConversationId)).ShouldBe(0);

        var transcript = (await olga.Post(read, new { reason = "The owner asked why an answer is missing." })).Ok();

        transcript["messages"].EnumerateArray().First().GetProperty("name").GetString().ShouldBe("Customer");
        transcript.Text.ShouldNotContain("vera@private.test");
        (await person.Opens(page)).Status.ShouldBe(200);
        var line = (await shop.Sarah.Get("/api/v1/audit-log?action=conversation.read_by_installation")).Ok();
        line.Text.ShouldContain("The owner asked why an answer is missing.");
        (await olga.Get("/api/v1/installation/audit-log?action=conversation.read_by_installation")).Ok().Text.ShouldContain("The owner asked why an answer is missing.");
        (await olga.Post($"/api/v1/installation/conversations/{Guid.NewGuid()}/read", new { reason = "The owner asked why an answer is missing." })).Status.ShouldBe(404);
        (await shop.Sarah.Post(read, new { reason = "I should like to read it here." })).Status.ShouldBeInRange(403, 404);

        var later = await app.SecondNode(builder => builder.Services.AddSingleton<TimeProvider>(new AQuarterLater()));
        (await later.Get(page, null, ("Cookie", string.Join("; ", person.Cookies.Select(c => $"{c.Key}={c.Value}"))))).Status.ShouldBe(404);
    }

    private sealed class AQuarterLater : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(16);
    }
}
