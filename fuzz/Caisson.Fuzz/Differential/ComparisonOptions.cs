using Caisson.Fuzz.Generation;
using Caisson.Wasm;

namespace Caisson.Fuzz.Differential;

/// <summary>Who is asked about which modules.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>Proposals that generated modules may use.</summary>
    public Features Allowed { get; init; } = FeatureChoice.Known;

    /// <summary>Wasmtime is asked about one module in so many; never when 0. It compiles slowly.</summary>
    public int WasmtimeEvery { get; init; } = 4;

    /// <summary>The reference interpreter is asked about one module in so many; never when 0.</summary>
    public int OracleEvery { get; init; } = 1;

    /// <summary>One module in so many runs with its functions split, too; none when 0.</summary>
    public int SplitEvery { get; init; } = 3;

    /// <summary>One module in so many runs with its addresses checked by instructions, too, where the system could do that; none when 0.</summary>
    public int ExplicitEvery { get; init; } = 2;

    /// <summary>One module in so many runs from snapshot to snapshot, too; none when 0.</summary>
    public int SnapshotEvery { get; init; } = 4;

    public bool UsesOracle(int seed) => OracleEvery > 0 && seed % OracleEvery == 0;

    public bool UsesWasmtime(int seed) => WasmtimeEvery > 0 && seed % WasmtimeEvery == 0;

    public bool TakesSnapshots(int seed) => SnapshotEvery > 0 && seed % SnapshotEvery == 0;

    public bool ChecksExplicitly(int seed) => ExplicitEvery > 0 && seed % ExplicitEvery == 0;

    public bool Splits(int seed) => SplitEvery > 0 && seed % SplitEvery == 0;
}
