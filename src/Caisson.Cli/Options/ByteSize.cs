using System.Globalization;

namespace Caisson.Cli.Options;

/// <summary>An amount of memory as a person writes it: <c>256MiB</c>, <c>1GiB</c>, <c>64KiB</c>, or plain bytes.</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1000), ("MB", 1000_000), ("GB", 1000_000_000), ("B", 1)];

    /// <summary>Reads an amount; false when it isn't one or doesn't fit.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        (string suffix, long unit) = Units.FirstOrDefault(known => text.EndsWith(known.Suffix, StringComparison.OrdinalIgnoreCase), (Suffix: "", Bytes: 1));
        string number = text[..^suffix.Length].TrimEnd();
        bytes = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return false;
        if (value > long.MaxValue / unit) return false;
        bytes = (long)(value * unit);
        return true;
    }

    /// <summary>The largest unit that keeps the number above one, with at most one decimal.</summary>
    public static string Format(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB"),
        >= 1L << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 10):0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
