using Caisson.Wasm;

namespace Caisson.Runtime;

/// <summary>Settings of an <see cref="Engine"/>. Immutable; change a copy with <c>with</c>.</summary>
public sealed record EngineOptions
{
    /// <summary>The defaults.</summary>
    public static readonly EngineOptions Default = new();

    /// <summary>
    /// Proposals that modules may use. Default: WebAssembly 3.0, threads, and the older exception instructions, which much published
    /// code still uses.
    /// </summary>
    public Features Features { get; init; } = Features.Wasm3 | Features.Threads | Features.LegacyExceptions;

    /// <summary>
    /// Stack that guest code may use on a thread, in bytes, before it traps with <see cref="TrapKind.StackExhausted"/>. Default 8 MiB.
    /// A thread whose own stack is smaller grants less: 192 KiB of it stay with the host. Threads of the pool have 1.5 MiB on Linux.
    /// </summary>
    public int MaxStackBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Largest size of one memory, in bytes. Growing beyond it fails as the specification says. Default 4 GiB; a 32-bit memory grows to at most
    /// 64 KiB less than that, but may start with all of it.
    /// </summary>
    public long MaxMemoryBytes { get; init; } = 1L << 32;

    /// <summary>
    /// How guest code finds out that an address lies outside its memory. Default: by guard pages where they work, which is faster.
    /// </summary>
    public MemoryChecks MemoryChecks { get; init; } = MemoryChecks.Automatic;

    /// <summary>Largest number of elements of one table. Growing beyond it fails as the specification says. Default 10,000,000.</summary>
    public long MaxTableElements { get; init; } = 10_000_000;

    /// <summary>
    /// Largest size of the elements of one array, in bytes; a reference counts 8. Making a larger one traps with
    /// <see cref="TrapKind.AllocationLimit"/>. Default 1 GiB.
    /// </summary>
    public long MaxArrayBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Largest size of the process's collected heap, in bytes, up to which guests may make structures, arrays and exceptions; beyond it the
    /// next one traps with <see cref="TrapKind.AllocationLimit"/>. The heap is one for host and guests, so whoever asks next meets the
    /// limit. Memories of guests aren't in it. Null, the default: three quarters of what the runtime may use.
    /// </summary>
    public long? MaxHeapBytes { get; init; }

    /// <summary>
    /// Whether guest code can be stopped from outside: see <see cref="Instance.InterruptAfter"/>. Costs a load and a branch at the head of
    /// each loop. Default true. Code of modules with a shared memory can always be stopped.
    /// </summary>
    public bool Interruption { get; init; } = true;

    /// <summary>
    /// Fuel of a new instance: an instruction costs one unit, a bulk instruction one more for each 64 bytes, and without fuel the code
    /// traps with <see cref="TrapKind.OutOfFuel"/>. What is used depends on the wasm code and its input alone, so the same run ends at the
    /// same place everywhere. Null, the default: nothing is counted. Costs about a fifth of the speed, more where functions are short: docs/benchmarks.md tells how to measure it.
    /// </summary>
    public long? Fuel { get; init; }

    /// <summary>
    /// Largest number of threads that work on one module at a time: that validate a large one, beside the thread that compiles it, or that prepare its code
    /// (<see cref="Module.PrepareAsync"/>). At least 1. Default: one for each processor that the process may use.
    /// </summary>
    public int MaxCompilationThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Where code that was compiled before is found, and code compiled in the background is left for the next time. Null, the default: nowhere, and nothing is
    /// compiled that isn't called.
    /// </summary>
    public CodeCache? Cache { get; init; }

    /// <summary>What makes the code. Default: the compiler to CLR IL of the package Caisson.Compiler.</summary>
    public ICodeBackend? Backend { get; init; }
}
