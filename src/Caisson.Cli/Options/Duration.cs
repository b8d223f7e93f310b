using System.CommandLine;
using System.Globalization;
using Caisson.Cli.Output;

namespace Caisson.Cli.Options;

/// <summary>A time as a person writes it: <c>5s</c>, <c>250ms</c>, <c>2m</c>, <c>1h</c>.</summary>
internal static class Duration
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>The value of an option; null when it isn't given.</summary>
    /// <exception cref="Failure">It is no time.</exception>
    public static TimeSpan? Read(Option<string?> option, ParseResult parsed) => parsed.GetValue(option) is not { } text ? null
        : TryParse(text, out TimeSpan time) ? time
        : throw UsageErrors.BadValue(option.Name, text, "write a number with ms, s, m or h, such as `5s`");

    /// <summary>Reads a time; false when it isn't one, or is longer than a month.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        (string? suffix, double seconds) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        if (suffix is null) return false;
        if (!double.TryParse(text.AsSpan(..^suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)) return false;
        if (number * seconds > TimeSpan.FromDays(31).TotalSeconds) return false;
        time = TimeSpan.FromSeconds(number * seconds);
        return true;
    }
}
