namespace Caisson.Bench.Workloads;

/// <summary>The sets of workloads: each has a geometric mean of its own.</summary>
internal static class Sets
{
    /// <summary>One function each, in C.</summary>
    public const string Kernels = "kernels";

    /// <summary>The suite of the Bytecode Alliance.</summary>
    public const string Sightglass = "sightglass";

    /// <summary>One program.</summary>
    public const string CoreMark = "CoreMark";

    /// <summary>Several dozen programs, each of which uses one part of libsodium. They count as one.</summary>
    public const string Libsodium = "libsodium";

    /// <summary>Interpreters of other languages.</summary>
    public const string Interpreters = "interpreters";

    /// <summary>The sets of real programs, in the order of the tables.</summary>
    public static readonly IReadOnlyList<string> Programs = [Interpreters, CoreMark, Sightglass, Libsodium];
}
