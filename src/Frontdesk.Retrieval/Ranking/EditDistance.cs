namespace Frontdesk.Retrieval;

/// <summary>Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).</summary>
internal static class EditDistance
{
    public static bool Within(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int most)
    {
        if (Math.Abs(left.Length - right.Length) > most) return false;
        Span<int> beforeLast = stackalloc int[right.Length + 1], last = stackalloc int[right.Length + 1], row = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++) last[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            var least = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[line - 1] == right[column - 1] ? 0 : 1;
                row[column] = Math.Min(Math.Min(row[column - 1], last[column]) + 1, last[column - 1] + cost);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    row[column] = Math.Min(row[column], beforeLast[column - 2] + 1);
                }
                least = Math.Min(least, row[column]);
            }
            if (least > most) return false;
            var spent = beforeLast;
            beforeLast = last;
            last = row;
            row = spent;
        }
        return last[right.Length] <= most;
    }
}
