using System.Diagnostics;

namespace Caisson.Fuzz.Differential;

/// <summary>Leaves out lines of a module, ever fewer at a time, as long as the rest is still valid and still fails.</summary>
internal static class Minimizer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A smaller module that still fails; declarations stay.</summary>
    public static string Minimize(string wat, Func<string, bool> fails)
    {
        List<string> lines = [.. wat.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        var watch = Stopwatch.StartNew();
        for (int size = lines.Count / 2; size > 0;)
        {
            bool shorter = false;
            for (int start = 0; start + size <= lines.Count && watch.Elapsed < Patience;)
            {
                if (WithoutLines(lines, start, size) is { } rest && fails(string.Join('\n', rest))) (lines, shorter) = (rest, true);
                else start++;
            }
            size = shorter ? Math.Min(8, lines.Count) : size > 8 ? size / 2 : size - 1;
            if (watch.Elapsed >= Patience) break;
        }
        return string.Join('\n', lines);
    }

    private static List<string>? WithoutLines(List<string> lines, int start, int count) =>
        lines.Skip(start).Take(count).Any(line => line[0] is '(' or ')') ? null : [.. lines[..start], .. lines[(start + count)..]];
}
