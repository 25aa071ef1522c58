using System.Globalization;
using System.Text;

namespace Frontdesk.Load.Report;

/// <summary>The budgets that a load run can check, and how far off the median is.</summary>
public static class Budgets
{
    private const string Frontdesk = "Frontdesk, 2 nodes", Node = "Node socket.io, 2 processes", Inserts = "pgbench, single-row inserts";
    private static readonly Load Few = new(50), Many = new(400), Open = new(50, 100);

    public static string Table(Results results)
    {
        var text = new StringBuilder("### Budgets\n\n");
        Markdown.Row(text, "budget", "wanted", "measured", "");
        Markdown.Row(text, "---", "---", "---", "---");
        double? Rate(Load load, string contender) => results.Take(load, contender, f => f.Rate)?.Median;
        double? Ack(Load load, string contender) => results.Take(load, contender, f => f.Ack.P99)?.Median;
        double? Delivered(Load load, string contender) => results.Take(load, contender, f => f.Delivery?.P99)?.Median;
        AtLeast(text, "rate at 400 in flight against Node, 2 processes", 10, Rate(Many, Frontdesk) / Rate(Many, Node));
        AtLeast(text, "rate at 400 in flight against pgbench's best here (50 clients)", 1, Rate(Many, Frontdesk) / Rate(Few, Inserts));
        AtMost(text, "delivery p99 at 400 in flight", 50, Delivered(Many, Frontdesk));
        AtMost(text, "delivery p99 at 50 in flight", 10, Delivered(Few, Frontdesk));
        AtMost(text, "delivery p99 at 50 in flight, not above Node's", Delivered(Few, Node), Delivered(Few, Frontdesk));
        AtMost(text, "delivery p99 at 100 messages/s, open loop", 3, Delivered(Open, Frontdesk));
        AtMost(text, "acknowledgement p99 at 100 messages/s, open loop", 3, Ack(Open, Frontdesk));
        return text.ToString();
    }

    private static void AtLeast(StringBuilder text, string what, double wanted, double? measured) =>
        Line(text, what, $"≥ {Number(wanted)} ×", measured is { } m ? $"{Number(m)} ×" : null, measured >= wanted, wanted / measured);

    private static void AtMost(StringBuilder text, string what, double? wanted, double? measured) =>
        Line(text, what, $"≤ {Number(wanted ?? double.NaN)} ms", measured is { } m && wanted is not null ? $"{Number(m)} ms" : null, measured <= wanted, measured / wanted);

    private static void Line(StringBuilder text, string what, string wanted, string? measured, bool met, double? off)
    {
        if (measured is not null)
        {
            Markdown.Row(text, what, wanted, measured, met ? "met" : $"**missed** by a factor of {Number(off ?? double.NaN)}");
        }
    }

    private static string Number(double value) => value.ToString("0.0#", CultureInfo.InvariantCulture);
}
