using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// A guest that isn't there: dynamic values are lowered into its memory and typed ones lifted from it, or the other way round, where a value has to change its form without a
/// guest. One use, one thread.
/// </summary>
/// <param name="instance">Whose resources the types mean.</param>
internal sealed class HostScratch(ICanonicalInstance instance) : ICanonicalInstance, IBorrowScope, ILenderScope
{
    private readonly ScratchMemory _memory = new();

    public HandleTable<object> Handles { get; } = new();

    public bool MayLeave { get; set; } = true;

    public int NumBorrows { get; set; }

    /// <summary>What lifts and lowers.</summary>
    public LiftLowerContext Context(CancellationToken cancellation = default) =>
        new(new CanonicalOptions { Memory = _memory, Realloc = _memory.Reallocate }, this, borrowScope: this, lenderScope: this) { Cancellation = cancellation };

    /// <summary>A dynamic value as a typed one.</summary>
    public static T ToTyped<T>(ComponentValue value, LiftLower<T> type, ICanonicalInstance instance)
    {
        LiftLowerContext cx = new HostScratch(instance).Context();
        ulong ptr = cx.Allocate(type.Layout.Alignment, type.Layout.ElemSize);
        Abi.Store(cx, value, type.Layout, ptr);
        return type.Load(cx, ptr);
    }

    /// <summary>A typed value as a dynamic one.</summary>
    public static ComponentValue ToValue<T>(T value, LiftLower<T> type, ICanonicalInstance instance)
    {
        LiftLowerContext cx = new HostScratch(instance).Context();
        ulong ptr = cx.Allocate(type.Layout.Alignment, type.Layout.ElemSize);
        type.Store(cx, value, ptr);
        return Abi.Load(cx, ptr, type.Layout);
    }

    public RuntimeResource ResourceOf(ResourceType type) => instance.ResourceOf(type);

    public void AddLender(ResourceHandle handle) => handle.NumLends++;

    public ComponentStream LiftStream(uint index, StreamType type) => (ComponentStream)Handles.Remove(index);

    public ComponentFuture LiftFuture(uint index, FutureType type) => (ComponentFuture)Handles.Remove(index);

    public uint LowerStream(ComponentStream stream, StreamType type) => Handles.Add(stream);

    public uint LowerFuture(ComponentFuture future, FutureType type) => Handles.Add(future);

    /// <summary>An array that grows. Nothing in it is ever freed.</summary>
    private sealed class ScratchMemory : GuestMemory
    {
        private byte[] _bytes = new byte[256];
        private ulong _next = 8;

        public override bool Is64 => false;

        public override ulong ByteLength => (ulong)_bytes.Length;

        public ulong Reallocate(ulong oldAddress, ulong oldSize, uint alignment, ulong newSize)
        {
            ulong address = (_next + 7) & ~7ul;
            _next = address + newSize;
            if (_next > uint.MaxValue) throw AbiErrors.TooMuchLifted();
            if (_next > (ulong)_bytes.Length) Array.Resize(ref _bytes, checked((int)Math.Max(_next, (ulong)Math.Min(2L * _bytes.Length, Array.MaxLength))));
            _bytes.AsSpan((int)oldAddress, (int)Math.Min(oldSize, newSize)).CopyTo(_bytes.AsSpan((int)address));
            return address;
        }

        public override ReadOnlySpan<byte> Read(ulong address, int length) => Range(address, length);

        public override void Write(ulong address, ReadOnlySpan<byte> source) => source.CopyTo(Range(address, source.Length));

        public override void Write<TState>(ulong address, int length, TState state, GuestMemoryWriter<TState> writer) => writer(Range(address, length), state);

        public override T Read<T>(ulong address) => MemoryMarshal.Read<T>(Range(address, Unsafe.SizeOf<T>()));

        public override void Write<T>(ulong address, T value) => MemoryMarshal.Write(Range(address, Unsafe.SizeOf<T>()), value);

        private Span<byte> Range(ulong address, int length) =>
            Contains(address, (ulong)length) ? _bytes.AsSpan((int)address, length) : throw new TrapException(TrapKind.OutOfBoundsMemoryAccess);
    }
}
