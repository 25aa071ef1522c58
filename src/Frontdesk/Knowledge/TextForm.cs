using System.Reflection;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>A written text, or what is said of a document, as the page's form sends it.</summary>
public sealed record TextForm(Guid ChatbotId, string Title, string Content, string Category, string Language, string Version, string Author)
{
    public SourceMetadata Metadata => new(Title, Category, Language, Version, Author);

    public TextValues Values => new(Title, Content, Category, Language, Version, Author);

    public Errors Check(bool isDocument)
    {
        var errors = Metadata.Check();
        AddText.CheckContent(isDocument ? null : Content, errors);
        return errors;
    }

    public static async ValueTask<TextForm> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        string Text(string name) => CleanText.Of(form[name].ToString());
        return new TextForm(Guid.TryParse(form["chatbot_id"], out var chatbot) ? chatbot : Guid.Empty,
            Text("title"), Text("content"), Text("category"), Text("language"), Text("version"), Text("author"));
    }
}
