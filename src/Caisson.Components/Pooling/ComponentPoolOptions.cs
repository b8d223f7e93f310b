using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Pooling;

/// <summary>Settings of a <see cref="ComponentPool"/>. Immutable.</summary>
public sealed record ComponentPoolOptions
{
    /// <summary>What applies where nothing else is said.</summary>
    public static ComponentPoolOptions Default { get; } = new();

    /// <summary>
    /// Most instances that exist at a time; at least 1. Each memory takes 8 GiB of address space where there are guard pages, of which a process has about 128 TiB. 1,000 by default.
    /// </summary>
    public int MaxSize { get; init; } = 1000;

    /// <summary>How many instances are made before the pool is used; the others are made when they are needed. None by default.</summary>
    public int Prewarm { get; init; }

    /// <summary>
    /// What the pool's owner does with an instance before others get it: state that this leaves behind is what each of them begins with. Runs once, for the first instance;
    /// for each one where <see cref="ComponentPool.Obstacle"/> isn't null. Nothing by default.
    /// </summary>
    public Action<ComponentInstance>? Initialize { get; init; }

    /// <summary>
    /// Whether instances may begin with what the host told the first one while it was made: the time, random numbers, the environment. Otherwise the code of each instance of
    /// a component that asks for such things while it is made runs anew. False by default. What <see cref="Initialize"/> has the guest ask for is always kept.
    /// </summary>
    public bool KeepsHostAnswers { get; init; }

    /// <summary>Settings of the stores in which the instances live.</summary>
    public ComponentStoreOptions Store { get; init; } = ComponentStoreOptions.Default;

    /// <summary>
    /// How much of what it has written to a memory stays with it while the instance waits for its next use, in bytes: that use needn't ask the system for it. The system takes back
    /// what is beyond. Not with <see cref="MemoryReset.Copy"/>, which keeps all. 4 MiB by default.
    /// </summary>
    public long KeptBytes { get; init; } = 4 << 20;

    /// <summary>How memories get back to what they were. What is fastest, by default.</summary>
    public MemoryReset Reset { get; init; } = MemoryReset.Automatic;
}
