using System.Buffers;

namespace Frontdesk.Retrieval;

/// <summary>What a term of the index means to one query. <paramref name="Word"/> is -1 for small words, which only count in runs.</summary>
/// <param name="Places">A bit for each place in the query's order where the term stands.</param>
internal readonly record struct Meeting(int Word, float Strength, bool IsKin, ulong Places);

/// <summary>Looks terms up for one query in constant time: a slot for each term of the vocabulary, rented for as long as the search runs.</summary>
internal sealed class QueryTerms : IDisposable
{
    private readonly short[] slots;
    private readonly List<Meeting> meetings = [default];

    public QueryTerms(Query query, int terms)
    {
        slots = ArrayPool<short>.Shared.Rent(terms);
        slots.AsSpan(0, terms).Clear();
        for (var word = 0; word < query.Words.Length; word++)
        {
            foreach (var one in query.Words[word].Alternatives) Add(one.Term, new(word, one.Strength, false, 0));
        }
        for (var word = 0; word < query.Words.Length; word++)
        {
            foreach (var one in query.Words[word].Kin) Add(one.Term, new(word, one.Strength, true, 0));
        }
        for (var place = 0; place < query.Order.Length; place++)
        {
            if (query.Order[place].Term is var term and >= 0) AddPlace(term, place);
        }
    }

    public bool TryFind(int term, out Meeting meeting)
    {
        var slot = slots[term];
        meeting = slot == 0 ? default : meetings[slot];
        return slot != 0;
    }

    public void Dispose() => ArrayPool<short>.Shared.Return(slots);

    private void Add(int term, Meeting meeting)
    {
        if (slots[term] == 0)
        {
            slots[term] = (short)meetings.Count;
            meetings.Add(meeting);
        }
        else if (meetings[slots[term]].Strength < meeting.Strength && !meeting.IsKin) meetings[slots[term]] = meeting;
    }

    private void AddPlace(int term, int place)
    {
        if (slots[term] == 0) Add(term, new(-1, 0, false, 0));
        var known = meetings[slots[term]];
        meetings[slots[term]] = known with { Places = known.Places | 1UL << place };
    }
}
