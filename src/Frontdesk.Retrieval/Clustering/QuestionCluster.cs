namespace Frontdesk.Retrieval;

/// <summary>Questions about one thing.</summary>
/// <param name="Label">The words that tell it from the others, as they are written: "mobile app".</param>
/// <param name="Members">Places in the list that was clustered; the most typical question first.</param>
public sealed record QuestionCluster(string Label, IReadOnlyList<int> Members);
