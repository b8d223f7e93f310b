namespace Caisson.Components.Values;

/// <summary>Strings of .NET, which may have what a component's string can't.</summary>
internal static class Utf16
{
    /// <summary>Whether all surrogates are pairs.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and int i)
        {
            if (!char.IsHighSurrogate(text[i]) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            text = text[(i + 2)..];
        }

        return true;
    }
}
