using Caisson.Bench.Contenders;
using Caisson.Bench.Measuring;

namespace Caisson.Bench.Report;

/// <summary>A column of ratios: one contender's time over another's. Below 1 the first is faster.</summary>
/// <param name="Title">The head of the column.</param>
/// <param name="Of">Whose time.</param>
/// <param name="Over">Over whose.</param>
internal sealed record RatioColumn(string Title, string Of, string Over)
{
    /// <summary>Caisson over plain Wasmtime: what most targets are about.</summary>
    public static readonly RatioColumn Wasmtime = new("÷ Wasmtime", Contender.Caisson, Contender.Wasmtime);

    /// <summary>Caisson over Wasmtime that can be interrupted, as Caisson can.</summary>
    public static readonly RatioColumn Epoch = new("÷ Wasmtime, epochs", Contender.Caisson, "wasmtime-epoch");

    /// <summary>Caisson over native code.</summary>
    public static readonly RatioColumn Clang = new("÷ clang", Contender.Caisson, Contender.Clang);

    /// <summary>What it costs to check bounds with instructions.</summary>
    public static readonly RatioColumn Explicit = new("explicit ÷ guard", "explicit", Contender.Caisson);

    /// <summary>All of them, in order.</summary>
    public static readonly IReadOnlyList<RatioColumn> All =
    [
        Wasmtime,
        Epoch,
        new("endless ÷ Wasmtime", "endless", Contender.Wasmtime),
        new("fuel ÷ Wasmtime, fuel", "fuel", "wasmtime-fuel"),
        new("÷ V8", Contender.Caisson, "v8"),
        Clang,
        new("÷ clang v3", Contender.Caisson, "clang-v3"),
        new("÷ gcc", Contender.Caisson, "gcc"),
        Explicit,
        new("endless ÷ guard", "endless", Contender.Caisson),
        new("fuel ÷ guard", "fuel", Contender.Caisson),
    ];

    /// <summary>The ratio of a row; null when it wasn't measured.</summary>
    /// <param name="row">The row.</param>
    public double? Ratio(Row row) => row.Ratio(Of, Over);

    /// <summary>The geometric mean over the rows that have this ratio; null when none has.</summary>
    /// <param name="rows">The rows.</param>
    public double? Mean(IEnumerable<Row> rows) => Statistics.GeometricMean(rows.Select(Ratio).OfType<double>());
}
