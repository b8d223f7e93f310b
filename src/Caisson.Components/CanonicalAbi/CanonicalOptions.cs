using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi;

/// <summary>Allocates in a guest's memory, or moves what was allocated; the guest's code runs. abi: realloc</summary>
/// <param name="oldAddress">What to move; 0 for nothing.</param>
/// <param name="oldSize">Its size in bytes.</param>
/// <param name="alignment">In bytes; a power of two.</param>
/// <param name="newSize">In bytes.</param>
/// <returns>Whatever the guest answers; unchecked.</returns>
internal delegate ulong Reallocate(ulong oldAddress, ulong oldSize, uint alignment, ulong newSize);

/// <summary>
/// What a canonical definition says of memory, strings and calls, its functions already linked. Immutable. abi: CanonicalOptions
/// </summary>
internal sealed record CanonicalOptions
{
    /// <summary>How strings lie in the memory.</summary>
    public StringEncoding StringEncoding { get; init; }

    /// <summary>The memory; null where no value needs one.</summary>
    public GuestMemory? Memory { get; init; }

    /// <summary>The allocator; null where no value needs one.</summary>
    public Reallocate? Realloc { get; init; }

    /// <summary>The guest's function behind <see cref="Realloc"/>, where it can be called as it is.</summary>
    public Function? ReallocFunction { get; init; }

    /// <summary>Called with the flat results when they have been lifted.</summary>
    public Function? PostReturn { get; init; }

    /// <summary>Whether the core function follows the asynchronous calling convention. abi: async_</summary>
    public bool IsAsync { get; init; }

    /// <summary>Receives events, where the core function returns instead of blocking.</summary>
    public Function? Callback { get; init; }

    /// <summary>Bytes of .NET objects that the values of one call may take when they are lifted.</summary>
    public long MaxLiftedBytes { get; init; } = AbiLimits.MaxLiftedBytes;

    /// <summary>Whether pointers and lengths are <c>i64</c>. abi: ptr_type</summary>
    public bool Is64 => Memory is { Is64: true };

    /// <summary>Makes an allocator of a guest's function.</summary>
    /// <param name="function">Of type <c>(i32 i32 i32 i32) → i32</c>, or the same with <c>i64</c>.</param>
    /// <param name="is64">Which.</param>
    public static Reallocate ReallocateWith(Function function, bool is64)
    {
        if (is64)
        {
            var call64 = function.As<Func<long, long, long, long, long>>();
            return (oldAddress, oldSize, alignment, newSize) => (ulong)call64((long)oldAddress, (long)oldSize, alignment, (long)newSize);
        }

        var call = function.As<Func<int, int, int, int, int>>();
        return (oldAddress, oldSize, alignment, newSize) => (uint)call((int)oldAddress, (int)oldSize, (int)alignment, (int)newSize);
    }
}
