namespace Frontdesk.Retrieval;

/// <summary>
/// Centres of clusters, found by their words: a document is compared only with centres that share one, so the work grows with
/// what is shared and not with the square of the questions.
/// </summary>
internal sealed class Centres
{
    private readonly IReadOnlyList<QuestionDocument> documents;
    private readonly int[] leading;
    private readonly int[] centreOf;
    private readonly List<Dictionary<int, double>> sums = [];
    private readonly List<double> squares = [];
    private readonly Dictionary<int, double>[] holders; // of each term the centres that hold it, and how much of it
    private readonly List<int> met = [];
    private double[] products = new double[256];

    public Centres(IReadOnlyList<QuestionDocument> documents, int terms)
    {
        this.documents = documents;
        holders = new Dictionary<int, double>[terms];
        for (var term = 0; term < terms; term++) holders[term] = [];
        centreOf = new int[documents.Count];
        Array.Fill(centreOf, -1);
        leading = InLeadingOrder(terms);
    }

    /// <summary>Each document joins the centre it resembles most, or begins one.</summary>
    public void Lead(double least)
    {
        foreach (var document in leading)
        {
            var nearest = NearestTo(documents[document].Vector, least, except: -1);
            Move(document, nearest >= 0 ? nearest : Begin());
        }
    }

    /// <summary>Each document goes where it now fits best.</summary>
    public void Reassign(double least)
    {
        foreach (var document in leading)
        {
            var from = centreOf[document];
            Leave(document);
            var nearest = NearestTo(documents[document].Vector, least, except: -1);
            Move(document, nearest >= 0 ? nearest : from);
        }
    }

    /// <summary>Small centres fall to larger ones that are close.</summary>
    public void Fuse(double least)
    {
        var members = Enumerable.Range(0, documents.Count).GroupBy(d => centreOf[d]).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var centre in members.Keys.OrderBy(c => members[c].Sum(d => documents[d].Count)).ThenBy(c => documents[members[c][0]].Text, StringComparer.Ordinal))
        {
            if (squares[centre] <= 0) continue;
            var nearest = NearestTo(Vector.Of(sums[centre]), least, except: centre);
            if (nearest < 0 || !members.TryGetValue(nearest, out var others)) continue;
            foreach (var document in members[centre])
            {
                Leave(document);
                Move(document, nearest);
            }
            others.AddRange(members[centre]);
        }
    }

    /// <summary>The documents of each centre, each group ascending.</summary>
    public IEnumerable<List<int>> Groups() => Enumerable.Range(0, documents.Count).GroupBy(d => centreOf[d]).Select(g => g.ToList());

    // What many ask first, then what shares most with others: typical questions found the clusters and odd ones join them.
    private int[] InLeadingOrder(int terms)
    {
        var weight = new double[terms];
        foreach (var document in documents)
        {
            for (var at = 0; at < document.Vector.Terms.Length; at++) weight[document.Vector.Terms[at]] += document.Vector.Weights[at] * document.Count;
        }
        var density = documents.Select(d =>
        {
            var sum = 0.0;
            for (var at = 0; at < d.Vector.Terms.Length; at++) sum += d.Vector.Weights[at] * weight[d.Vector.Terms[at]];
            return sum;
        }).ToArray();
        return [.. Enumerable.Range(0, documents.Count).OrderByDescending(d => documents[d].Count).ThenByDescending(d => density[d]).ThenBy(d => documents[d].Text, StringComparer.Ordinal)];
    }

    private int NearestTo(Vector vector, double least, int except)
    {
        if (vector.Length == 0) return -1;
        if (products.Length < sums.Count) products = new double[sums.Count * 2];
        for (var at = 0; at < vector.Terms.Length; at++)
        {
            foreach (var (centre, weight) in holders[vector.Terms[at]])
            {
                if (centre == except) continue;
                if (products[centre] == 0) met.Add(centre);
                products[centre] += vector.Weights[at] * weight;
            }
        }
        var (best, likeness) = (-1, least);
        foreach (var centre in met)
        {
            var cosine = squares[centre] <= 0 ? 0 : products[centre] / (vector.Length * Math.Sqrt(squares[centre]));
            products[centre] = 0;
            if (cosine > likeness || cosine == likeness && best >= 0 && centre < best) (best, likeness) = (centre, cosine);
        }
        met.Clear();
        return best;
    }

    private int Begin()
    {
        sums.Add([]);
        squares.Add(0);
        return sums.Count - 1;
    }

    private void Move(int document, int centre)
    {
        Add(document, centre, documents[document].Count);
        centreOf[document] = centre;
    }

    private void Leave(int document) => Add(document, centreOf[document], -documents[document].Count);

    private void Add(int document, int centre, int times)
    {
        var vector = documents[document].Vector;
        for (var at = 0; at < vector.Terms.Length; at++)
        {
            var (term, sum) = (vector.Terms[at], sums[centre]);
            var before = sum.GetValueOrDefault(term);
            var after = before + vector.Weights[at] * times;
            squares[centre] += after * after - before * before;
            if (Math.Abs(after) < 1e-9)
            {
                squares[centre] -= after * after;
                sum.Remove(term);
                holders[term].Remove(centre);
            }
            else
            {
                sum[term] = after;
                holders[term][centre] = after;
            }
        }
    }
}
