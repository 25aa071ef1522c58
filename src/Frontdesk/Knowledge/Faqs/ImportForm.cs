using System.Globalization;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Which column of the file is which, as somebody chose it: fields column_question, column_answer …, numbered from 0.</summary>
public static class ImportForm
{
    /// <summary>Null where nobody chose.</summary>
    public static Dictionary<string, int>? Columns(IFormCollection form)
    {
        if (!FaqCsv.Columns.Any(name => form.ContainsKey(Field(name))))
        {
            return null;
        }

        var chosen = new Dictionary<string, int>();
        foreach (var name in FaqCsv.Columns)
        {
            if (int.TryParse(form[Field(name)], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 1000)
            {
                chosen[name] = at;
            }
        }

        return chosen;
    }

    public static string Field(string column) => $"column_{column}";
}
