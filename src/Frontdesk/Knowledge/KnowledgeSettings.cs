using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>What an owner decides about a chatbot's knowledge as a whole. A chatbot without a row has the usual.</summary>
public sealed class KnowledgeSettings : ITenantOwned
{
    private KnowledgeSettings()
    {
    }

    public KnowledgeSettings(Guid workspaceId, Guid chatbotId) => (WorkspaceId, ChatbotId) = (workspaceId, chatbotId);

    public Guid ChatbotId { get; private set; }
    public Guid WorkspaceId { get; private set; }

    /// <summary>Groups of words that mean the same, as JSON.</summary>
    public string Synonyms { get; private set; } = "[]";

    /// <summary>Whether answers of people are proposed as FAQs.</summary>
    public bool ProposeFaqs { get; private set; } = true;

    public IReadOnlyList<IReadOnlyList<string>> SynonymGroups => JsonSerializer.Deserialize<string[][]>(Synonyms, Json.Options)!;

    public void UseSynonyms(IReadOnlyList<IReadOnlyList<string>> groups) => Synonyms = JsonSerializer.Serialize(groups, Json.Options);

    public void Propose(bool on) => ProposeFaqs = on;
}
