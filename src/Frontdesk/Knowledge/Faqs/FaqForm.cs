using System.Reflection;
using Frontdesk.Knowledge.Faqs.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>A FAQ as the page's form sends it: phrasings and addresses one a line, tags separated by commas.</summary>
public sealed record FaqForm(
    Guid ChatbotId, string Question, string Answer, string Alternatives, string Category, string Tags, string Priority, string Status, string RelatedUrls, IReadOnlyList<Guid> RelatedSources)
{
    public FaqContent Content => FaqContent.From(
        Question, Answer, Alternatives.Split('\n'), Category, Tags.Split(','), SnakeCase.Find<SourcePriority>(Priority) ?? SourcePriority.Medium, SnakeCase.Find<SourceStatus>(Status) ?? SourceStatus.Active)
        .Leading(RelatedSources, RelatedUrls.Split('\n'));

    public FaqValues Values(Guid? id) => new(id?.ToString(), Question, Answer, Alternatives, Category, Tags, Priority, Status, RelatedUrls) { RelatedSources = RelatedSources };

    public static async ValueTask<FaqForm> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        string Text(string name) => CleanText.Of(form[name].ToString());
        return new FaqForm(Guid.TryParse(form["chatbot_id"], out var chatbot) ? chatbot : Guid.Empty,
            Text("question"), Text("answer"), Text("alternative_questions"), Text("category"), Text("tags"), Text("priority"), Text("status"), Text("related_urls"),
            [.. form["related_docs"].Select(id => Guid.TryParse(id, out var source) ? source : Guid.Empty).Where(id => id != Guid.Empty)]);
    }
}
