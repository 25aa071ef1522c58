using System.Globalization;
using System.Text;
using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Report;

/// <summary>The run as a section of bench/RESULTS.md.</summary>
public static class Markdown
{
    public static async Task<string> Of(LoadOptions options, Results results, EmbeddedDatabase database)
    {
        var text = new StringBuilder();
        text.AppendLine(await Surroundings.Describe(options, database)).AppendLine();
        foreach (var load in results.Loads)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"### {load.Name}").AppendLine();
            Row(text, "", "messages/s", "ack p50 / p95 / p99 ms", "delivered p50 / p95 / p99 ms", "CPU µs a message: server · PostgreSQL · generator", "processors busy with other things", "server MB before → after", "sent = acknowledged = delivered");
            Row(text, [.. Enumerable.Repeat("---", 8)]);
            foreach (var contender in results.Contenders(load))
            {
                Row(text, Cells(results, load, contender));
            }

            text.AppendLine();
        }

        foreach (var (load, contender, reason) in results.Failures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- Not finished: {contender}, {load.Name}. {reason}");
        }

        text.AppendLine();
        return text.Append(Budgets.Table(results)).ToString().TrimEnd();
    }

    internal static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string[] Cells(Results results, Load load, string contender)
    {
        Spread? Take(Func<Figures, double?> figure) => results.Take(load, contender, figure);
        string Times(Func<Figures, Percentiles?> of) => Take(f => of(f)?.P50) is null
            ? "–"
            : $"{Fine(Take(f => of(f)?.P50))} / {Fine(Take(f => of(f)?.P95))} / **{Fine(Take(f => of(f)?.P99))}** {Range(Take(f => of(f)?.P99), "0.0")}";
        return
        [
            contender,
            $"**{Whole(Take(f => f.Rate))}** {Range(Take(f => f.Rate), "N0")}",
            Times(f => f.Ack),
            Times(f => f.Delivery),
            $"{Whole(Take(f => f.ServerMicros))} · {Whole(Take(f => f.DatabaseMicros))} · {Whole(Take(f => f.GeneratorMicros))}",
            Fine(Take(f => f.Others)),
            Take(f => f.MemoryBefore) is null ? "–" : $"{Whole(Take(f => f.MemoryBefore))} → {Whole(Take(f => f.MemoryAfter))}",
            results.Account(load, contender) is not { } account ? "–"
                : account.Balances ? $"{account.Sent:N0} ✓"
                : $"✗ {account.Sent:N0} / {account.Acknowledged:N0} / {account.Delivered:N0}",
        ];
    }

    private static string Whole(Spread? spread) => spread is { } s ? s.Median.ToString("N0", CultureInfo.InvariantCulture) : "–";

    private static string Fine(Spread? spread) => spread is { } s ? s.Median.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    private static string Range(Spread? spread, string format) => spread is { } s && s.Least < s.Most
        ? $"({s.Least.ToString(format, CultureInfo.InvariantCulture)}–{s.Most.ToString(format, CultureInfo.InvariantCulture)})"
        : "";
}
