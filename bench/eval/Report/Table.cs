namespace Frontdesk.Eval.Report;

/// <summary>Lines of a markdown table.</summary>
public static class Table
{
    public static string Header(params string[] columns) => Row(columns) + "\n" + Row([.. columns.Select((_, at) => at == 0 ? "---" : "--:")]);

    public static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";
}
