namespace Caisson.Compiler.Splitting;

/// <summary>
/// Up to what cost the JIT optimises a method, and how close functions may come to it. Beyond one of these numbers it silently makes
/// code three times slower, which no setting of a released runtime changes. Immutable.
/// </summary>
/// <param name="Most">The limits.</param>
internal sealed record JitLimits(IlCost Most)
{
    /// <summary>
    /// Those of the JIT of .NET 10: see DEFAULT_MIN_OPTS_CODE_SIZE and its neighbours in dotnet/runtime. Tests set others, before
    /// anything is compiled.
    /// </summary>
    public static JitLimits Default { get; set; } = new(new IlCost(Instructions: 20_000, References: 8_000, Blocks: 2_000, Bytes: 60_000, Locals: 2_000));

    /// <summary>Limits that nearly every function is beyond of, and that leave nothing whole: to test splitting with.</summary>
    public static JitLimits Tiny { get; } = new(new IlCost(Instructions: 100, References: 60, Blocks: 16, Bytes: 300, Locals: 100))
    {
        ManyLocals = 0,
        SmallBody = 0,
        Tolerated = 0,
        MaxRounds = 2,
        SplitsAnything = true,
    };

    /// <summary>
    /// Functions with more locals let them share places: beyond 512 the JIT inlines nothing, and keeps no more than 1,024 in registers. Its own count.
    /// </summary>
    public int ManyLocals { get; init; } = 256;

    /// <summary>
    /// No instruction is shorter in wasm, for what it costs in IL, than makes a body of this many bytes come near a limit. Smaller
    /// functions aren't even measured.
    /// </summary>
    public int SmallBody { get; init; } = 500;

    /// <summary>A function is split when it costs this share of a limit.</summary>
    public double Tolerated { get; init; } = 0.97;

    /// <summary>What remains of it should cost this share.</summary>
    public double Wanted { get; init; } = 0.85;

    /// <summary>What one part may cost.</summary>
    public double LargestPart { get; init; } = 0.4;

    /// <summary>Statements that dispatch to so many places stay where they are, in the function itself.</summary>
    public int DispatchTargets { get; init; } = 24;

    /// <summary>
    /// How often a function is split again. A second time is rare; what nests thousands deep comes down by the size of a part each time.
    /// </summary>
    public int MaxRounds { get; init; } = 16;

    /// <summary>Whether to split off what costs more to call than to keep, too: for tests.</summary>
    public bool SplitsAnything { get; init; }

    /// <summary>A cost as a share of the limit that it is closest to.</summary>
    public double ShareOf(IlCost cost) => Math.Max(
        Math.Max(Math.Max(Share(cost.Instructions, Most.Instructions), Share(cost.References, Most.References)), Share(cost.Blocks, Most.Blocks)),
        Math.Max(Share(cost.Bytes, Most.Bytes), Share(cost.Locals, Most.Locals)));

    private static double Share(int cost, int most) => (double)cost / most;
}
