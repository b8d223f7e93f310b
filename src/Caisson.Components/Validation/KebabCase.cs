namespace Caisson.Components.Validation;

/// <summary>Labels: words and acronyms with hyphens between them, the first of which starts with a letter. spec: label</summary>
internal static class KebabCase
{
    public static bool IsLabel(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0])) return false;
        foreach (Range fragment in text.Split('-'))
            if (!IsFragment(text[fragment])) return false;
        return true;
    }

    /// <summary>How many of the first characters could belong to a label.</summary>
    public static int CountLabelCharacters(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && (char.IsAsciiLetterOrDigit(text[count]) || text[count] == '-')) count++;
        return count;
    }

    private static bool IsFragment(ReadOnlySpan<char> fragment)
    {
        bool hasLower = false, hasUpper = false;
        foreach (char letter in fragment)
        {
            if (char.IsAsciiLetterLower(letter)) hasLower = true;
            else if (char.IsAsciiLetterUpper(letter)) hasUpper = true;
            else if (!char.IsAsciiDigit(letter)) return false;
        }
        return !fragment.IsEmpty && !(hasLower && hasUpper);
    }
}
