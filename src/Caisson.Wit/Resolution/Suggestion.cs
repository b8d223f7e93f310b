namespace Caisson.Wit.Resolution;

/// <summary>The name that was probably meant.</summary>
internal static class Suggestion
{
    // A longer list is no help, and comparing takes a while.
    private const int MostNames = 1000;
    private const int LongestName = 64;

    /// <summary>The known name nearest to one, or null when none is near.</summary>
    public static string? For(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName) return null;
        int most = Math.Max(1, name.Length / 3);
        return known.Take(MostNames)
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= most)
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= most && pair.distance < name.Length)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    // Levenshtein, row by row.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
