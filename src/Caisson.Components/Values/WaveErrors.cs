using System.Globalization;
using Caisson.Components.Types;

namespace Caisson.Components.Values;

/// <summary>The messages of <see cref="WaveException"/>.</summary>
internal static class WaveErrors
{
    public static string Expected(string what, string found) => $"expected {what}, found {found}";

    public static string NotANumber(PrimKind kind, ReadOnlySpan<char> text) =>
        string.Create(CultureInfo.InvariantCulture, $"`{text}` is not a number that fits {kind.ToString().ToLowerInvariant()}");

    public static string NotALabel(string noun, string label, IEnumerable<string> labels) =>
        $"there is no {noun} named `{label}`; there {(labels.Take(2).Count() == 1 ? "is" : "are")} {string.Join(", ", labels.Select(l => $"`{l}`"))}";

    public static string NeedsPercent(string label) => $"`{label}` is a keyword: write the {label} of a type as `%{label}`";

    public static string Twice(string noun, string label) => $"the {noun} `{label}` appears twice";

    public static string Missing(string label) => $"the field `{label}` is missing";

    public static string WrongCount(string noun, int expected, int found) =>
        string.Create(CultureInfo.InvariantCulture, $"expected {expected} {noun}, found {found}");

    public const string Unwritable = "handles, streams, futures and error contexts can't be written";

    public const string Escape = "not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value";

    public const string UnterminatedString = "the string has no end";

    public const string NotOneChar = "a char is one Unicode scalar value between single quotes";

    public const string LoneSurrogate = "the text has half a surrogate pair";

    public const string MultilineStart = "the opening \"\"\" must be followed by a line break";

    public const string MultilineEnd = "the closing \"\"\" must stand on a line of its own, behind spaces only";

    public const string MultilineIndent = "lines must be indented at least as far as the closing \"\"\"";

    public const string TooDeep = "values are nested too deep";
}
