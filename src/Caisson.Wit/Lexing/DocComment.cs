namespace Caisson.Wit.Lexing;

/// <summary>Takes the delimiters off documentation comments: <c>/// …</c> and <c>/** … */</c>.</summary>
internal static class DocComment
{
    /// <summary>Whether a comment documents what follows; <c>////</c> and <c>/**/</c> don't.</summary>
    public static bool IsDoc(string comment) =>
        comment.StartsWith("///", StringComparison.Ordinal) ? !comment.StartsWith("////", StringComparison.Ordinal)
        : comment.StartsWith("/**", StringComparison.Ordinal) && comment.Length > 4 && comment[3] != '*';

    /// <summary>The lines of one comment.</summary>
    public static IEnumerable<string> Lines(string comment) =>
        comment.StartsWith("///", StringComparison.Ordinal) ? [Unindent(comment.Substring(3))] : BlockLines(comment.Substring(3, comment.Length - 5));

    private static List<string> BlockLines(string body)
    {
        List<string> lines = [.. body.Split('\n').Select(WithoutStar)];
        while (lines.Count > 0 && lines[0].Length == 0) lines.RemoveAt(0);
        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static string WithoutStar(string line)
    {
        string trimmed = line.Trim();
        return trimmed.StartsWith("*", StringComparison.Ordinal) ? Unindent(trimmed.Substring(1)) : trimmed;
    }

    private static string Unindent(string line) => (line.StartsWith(" ", StringComparison.Ordinal) ? line.Substring(1) : line).TrimEnd();
}
