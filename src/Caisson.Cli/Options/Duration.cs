using System.Globalization;

namespace Caisson.Cli.Options;

/// <summary>A time span as a person writes it: <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; a plain number is seconds.</summary>
internal static class Duration
{
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1))];

    /// <summary>Reads a positive time span of at most a year.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string suffix, TimeSpan unit) = Units.FirstOrDefault(known => text.EndsWith(known.Suffix, StringComparison.Ordinal), (Suffix: "", Unit: TimeSpan.FromSeconds(1)));
        duration = default;
        if (!double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)) return false;
        double seconds = value * unit.TotalSeconds;
        if (seconds is <= 0 or > 365 * 86_400d) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
