using System.Globalization;
using Caisson.Cli.Options;

namespace Caisson.Cli.Benching;

/// <summary>One line of the result.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Time">The shortest time that it took.</param>
/// <param name="Allocated">Managed memory that was allocated meanwhile, in bytes.</param>
/// <param name="Bytes">Bytes that it worked on; null when it isn't about bytes.</param>
internal sealed record Lap(string Step, TimeSpan Time, long Allocated, long? Bytes)
{
    /// <summary>Its cells: step, time, throughput, memory.</summary>
    public string[] Cells =>
    [
        Step,
        Format(Time),
        Bytes is { } bytes && Time > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Time.TotalSeconds / 1e6:0.0} MB/s") : "",
        ByteSize.Format(Allocated),
    ];

    private static string Format(TimeSpan time) => time.TotalSeconds switch
    {
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
        >= 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.00} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalNanoseconds:0} ns"),
    };
}
