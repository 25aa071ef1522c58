namespace Frontdesk.Retrieval;

/// <summary>
/// Puts questions about the same thing together: weighted word vectors, led together by the nearest centre and merged where
/// centres are close. Pure and independent of the order in which the questions come.
/// </summary>
public static class QuestionClusters
{
    /// <summary>How alike (cosine) a question and a centre must be, and two centres to become one. Chosen on CLINC150.</summary>
    private const double Join = 0.40;
    private const double Merge = 0.55;
    private const int Rounds = 2;

    /// <summary>The largest first. Every question is in exactly one.</summary>
    public static IReadOnlyList<QuestionCluster> Of(IReadOnlyList<string> questions)
    {
        var vectors = QuestionVectors.Of(questions);
        var centres = new Centres(vectors.Documents, vectors.Terms);
        centres.Lead(Join);
        for (var round = 0; round < Rounds; round++)
        {
            centres.Fuse(Merge);
            centres.Reassign(Join);
        }

        return [.. centres.Groups().Select(group => ClusterOf(group, vectors, questions)).OrderByDescending(c => c.Members.Count).ThenBy(c => questions[c.Members[0]], StringComparer.Ordinal)];
    }

    private static QuestionCluster ClusterOf(List<int> documents, QuestionVectors vectors, IReadOnlyList<string> questions)
    {
        var centre = Vector.Sum(documents.Select(d => vectors.Documents[d]));
        int[] members = [.. documents
            .OrderByDescending(d => vectors.Documents[d].Dot(centre)).ThenByDescending(d => vectors.Documents[d].Count).ThenBy(d => vectors.Documents[d].Text, StringComparer.Ordinal)
            .SelectMany(d => vectors.Documents[d].Questions.OrderBy(q => questions[q], StringComparer.Ordinal).ThenBy(q => q))];
        return new QuestionCluster(vectors.LabelOf(centre, documents, questions[members[0]]), members);
    }
}
