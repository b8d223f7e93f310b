namespace Caisson.Oracle;

/// <summary>What a store may be used for; beyond that a <see cref="LimitStop"/> ends the computation.</summary>
/// <param name="Steps">Instructions of one invocation. Long bulk operations and many locals count as several.</param>
/// <param name="Depth">Active functions.</param>
/// <param name="Bytes">All that is ever allocated: memories, tables, arrays, structures.</param>
internal sealed record ExecutionLimits(int Steps = 2_000_000, int Depth = 400, long Bytes = 256 << 20);
