using System.Net;
using System.Net.Sockets;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>Texts in DNS are read as they are, and nobody else's answer is taken.</summary>
public sealed class DnsTextTests
{
    [Fact]
    public async Task Texts_are_read_whole_also_those_that_fit_no_datagram()
    {
        await using var server = new ScriptedDns();
        server.Texts["short.company.test"] = ["one", "two"];
        server.Texts["long.company.test"] = [new string('x', 900)];

        (await Ask(server, "short.company.test")).ShouldBe(["one", "two"]);
        (await Ask(server, "long.company.test")).ShouldBe([new string('x', 900)]);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_has_no_texts()
    {
        await using var server = new ScriptedDns();

        (await Ask(server, "missing.company.test"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_server_says_nothing_and_the_next_one_is_asked()
    {
        await using var failing = new ScriptedDns { Fails = 2 };
        await using var server = new ScriptedDns();
        server.Texts["company.test"] = ["here"];

        (await Ask(failing, "company.test")).ShouldBeNull();
        (await new DnsText([failing.Address, server.Address]).Of("company.test", TestContext.Current.CancellationToken)).ShouldBe(["here"]);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_not_taken()
    {
        await using var server = new ScriptedDns { IsForged = true };
        server.Texts["company.test"] = ["true"];

        (await Ask(server, "company.test")).ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_server_that_is_silent_or_talks_nonsense_ends_in_nothing()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var asking = new DnsText([(IPEndPoint)silent.Client.LocalEndPoint!]).Of("company.test", TestContext.Current.CancellationToken);
        var question = await silent.ReceiveAsync(TestContext.Current.CancellationToken);
        var nonsense = question.Buffer.ToArray();
        (nonsense[2], nonsense[3], nonsense[7]) = (0x81, 0x80, 9);
        await silent.SendAsync((byte[])[.. nonsense, 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0xff, 0xff, 200], question.RemoteEndPoint, TestContext.Current.CancellationToken);

        (await asking).ShouldBeNull();
    }

    private static Task<IReadOnlyList<string>?> Ask(ScriptedDns server, string name) => new DnsText([server.Address]).Of(name, TestContext.Current.CancellationToken);
}
