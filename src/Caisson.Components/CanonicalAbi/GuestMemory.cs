using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// A guest's memory as the ABI reaches it. Every access is checked, again after each call of the guest's code, which may make the memory
/// grow or move. Numbers are little-endian. abi: MemInst
/// </summary>
internal abstract class GuestMemory
{
    /// <summary>Where there is no memory: every access traps.</summary>
    public static GuestMemory None { get; } = new NoMemory();

    /// <summary>Whether addresses are <c>i64</c>.</summary>
    public abstract bool Is64 { get; }

    /// <summary>Current size in bytes.</summary>
    public abstract ulong ByteLength { get; }

    /// <summary>The memory itself, where it is one of this process.</summary>
    public virtual Memory? Linear => null;

    /// <summary>The memory of an instance in this process.</summary>
    public static GuestMemory Of(Memory memory) => new LinearMemory(memory);

    /// <summary>Whether a range lies in the memory.</summary>
    public bool Contains(ulong address, ulong length)
    {
        ulong size = ByteLength;
        return length <= size && address <= size - length;
    }

    /// <summary>The bytes of a range, to be read before guest code runs again: they may be the memory itself or a copy.</summary>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public abstract ReadOnlySpan<byte> Read(ulong address, int length);

    /// <summary>Copies bytes in.</summary>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public abstract void Write(ulong address, ReadOnlySpan<byte> source);

    /// <summary>Lets bytes be written in place, or in a buffer that is copied in afterwards; all of them must be written.</summary>
    /// <typeparam name="TState">What the writer needs.</typeparam>
    /// <param name="address">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="state">Passed on.</param>
    /// <param name="writer">Writes them.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public abstract void Write<TState>(ulong address, int length, TState state, GuestMemoryWriter<TState> writer) where TState : allows ref struct;

    /// <summary>Reads a number at any alignment.</summary>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public abstract T Read<T>(ulong address) where T : unmanaged;

    /// <summary>Writes a number at any alignment.</summary>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public abstract void Write<T>(ulong address, T value) where T : unmanaged;

    private sealed class LinearMemory(Memory memory) : GuestMemory
    {
        // What other threads may change under a decoder is copied first.
        private readonly bool _isShared = memory.Type.Shared;

        public override Memory Linear => memory;

        public override bool Is64 { get; } = memory.Type.Is64;

        public override ulong ByteLength => (ulong)memory.ByteLength;

        public override ReadOnlySpan<byte> Read(ulong address, int length)
        {
            Span<byte> bytes = memory.Span((long)address, length);
            return _isShared ? bytes.ToArray() : bytes;
        }

        public override void Write(ulong address, ReadOnlySpan<byte> source) => memory.Write((long)address, source);

        public override void Write<TState>(ulong address, int length, TState state, GuestMemoryWriter<TState> writer)
        {
            writer(memory.Span((long)address, length), state);
            GC.KeepAlive(this);
        }

        public override T Read<T>(ulong address) => memory.Read<T>((long)address);

        public override void Write<T>(ulong address, T value) => memory.Write((long)address, value);
    }

    private sealed class NoMemory : GuestMemory
    {
        public override bool Is64 => false;

        public override ulong ByteLength => 0;

        public override ReadOnlySpan<byte> Read(ulong address, int length) => throw OutOfBounds();

        public override void Write(ulong address, ReadOnlySpan<byte> source) => throw OutOfBounds();

        public override void Write<TState>(ulong address, int length, TState state, GuestMemoryWriter<TState> writer) => throw OutOfBounds();

        public override T Read<T>(ulong address) => throw OutOfBounds();

        public override void Write<T>(ulong address, T value) => throw OutOfBounds();

        private static TrapException OutOfBounds() => new(TrapKind.OutOfBoundsMemoryAccess);
    }
}

/// <summary>Writes all bytes of a range.</summary>
/// <typeparam name="TState">What it needs.</typeparam>
/// <param name="destination">The bytes.</param>
/// <param name="state">What it needs.</param>
internal delegate void GuestMemoryWriter<TState>(Span<byte> destination, TState state) where TState : allows ref struct;
