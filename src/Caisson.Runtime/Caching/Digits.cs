namespace Caisson.Runtime;

/// <summary>Numbers as decimal digits. The framework's way begins with what it knows of cultures, which a program that has just begun would have to set up.</summary>
internal static class Digits
{
    private const int Most = 20;

    /// <summary>The digits of a number, without sign or groups.</summary>
    public static string Of(ulong value)
    {
        Span<char> digits = stackalloc char[Most];
        int start = Most;
        do
        {
            digits[--start] = (char)('0' + value % 10);
            value /= 10;
        }
        while (value != 0);
        return new string(digits[start..]);
    }
}
