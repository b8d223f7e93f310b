namespace Caisson.Wit;

/// <summary>The rules of names. component-model: label, strongly-unique</summary>
public static class Label
{
    /// <summary>
    /// Whether a text is a label: words with hyphens between, each all lower or all upper case, the first beginning with a letter.
    /// component-model: label
    /// </summary>
    /// <param name="text">A text.</param>
    public static bool IsValid(string text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > Limits.NameLength || !IsLetter(text[0])) return false;
        return text.Split('-').All(IsFragment);
    }

    /// <summary>Whether a text is a label without upper case, as the names of namespaces and packages are. component-model: words</summary>
    /// <param name="text">A text.</param>
    public static bool IsLowerCase(string text) => IsValid(text) && !text.Any(c => c is >= 'A' and <= 'Z');

    /// <summary>What two names in one scope must differ by. component-model: strongly-unique</summary>
    /// <param name="name">A label, or the name of an import or export such as <c>[method]r.f</c>.</param>
    public static string Unique(string name)
    {
        if (name is null) throw new ArgumentNullException(nameof(name));
        string lower = name.ToLowerInvariant();
        if (!lower.StartsWith("[", StringComparison.Ordinal) || lower.StartsWith("[constructor]", StringComparison.Ordinal)) return lower;
        string bare = lower.Substring(lower.IndexOf(']') + 1);
        int dot = bare.IndexOf('.');
        return dot >= 0 && bare.Substring(0, dot) == bare.Substring(dot + 1) ? bare.Substring(0, dot) : bare;
    }

    private static bool IsFragment(string text) =>
        text.Length > 0 && (text.All(c => IsDigit(c) || c is >= 'a' and <= 'z') || text.All(c => IsDigit(c) || c is >= 'A' and <= 'Z'));

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
