using System.Numerics;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Tests.CanonicalAbi;

/// <summary>One side of a call: a memory with a bump allocator that notes what it was asked for, and a handle table.</summary>
internal sealed class ToyGuest : ICanonicalInstance, IBorrowScope, ILenderScope
{
    private readonly Dictionary<ResourceType, RuntimeResource> _resources = [];
    private readonly Memory _memory;
    private ulong _next = 64;

    public ToyGuest(StringEncoding encoding = StringEncoding.Utf8, bool is64 = false, uint pages = 1)
    {
        _memory = new Memory(new MemType(new Wasm.Syntax.Limits(pages, 4096), Is64: is64));
        Options = new CanonicalOptions { StringEncoding = encoding, Memory = GuestMemory.Of(_memory), Realloc = (a, b, c, d) => Realloc(a, b, c, d) };
    }

    /// <summary>What the allocator was asked for: old address, old size, alignment, new size; addresses as "old" or 0.</summary>
    public List<(bool IsMove, ulong OldSize, uint Alignment, ulong NewSize)> Calls { get; } = [];

    public CanonicalOptions Options { get; private set; }

    /// <summary>Replaces the allocator.</summary>
    public Reallocate? Allocator { get; set; }

    public HandleTable<object> Handles { get; } = new();

    public bool MayLeave
    {
        get => MayLeaveFlag.Value.AsInt32() != 0;
        set => MayLeaveFlag.Value = value ? 1 : 0;
    }

    public Global MayLeaveFlag { get; } = new(new GlobalType(ValType.I32, Mutable: true), 1);

    public int NumBorrows { get; set; }

    public Memory Memory => _memory;

    /// <summary>Lets code of guests call the allocator.</summary>
    public void ExportAllocator(Engine engine) => Options = Options with
    {
        ReallocFunction = Options.Is64
            ? Function.FromDelegate(engine, (ulong a, ulong b, ulong c, ulong d) => Realloc(a, b, (uint)c, d))
            : Function.FromDelegate(engine, (uint a, uint b, uint c, uint d) => (uint)Realloc(a, b, c, d)),
    };

    public LiftLowerContext Context() => new(Options, this, borrowScope: this, lenderScope: this);

    public byte[] Bytes(ulong address, int length)
    {
        var bytes = new byte[length];
        _memory.Read((long)address, bytes);
        return bytes;
    }

    public void Define(ResourceType type, RuntimeResource resource) => _resources[type] = resource;

    public RuntimeResource ResourceOf(ResourceType type) => _resources[type];

    public void AddLender(ResourceHandle handle) => handle.NumLends++;

    public ComponentStream LiftStream(uint index, StreamType type) => (ToyStream)Handles.Remove(index);

    public ComponentFuture LiftFuture(uint index, FutureType type) => (ToyFuture)Handles.Remove(index);

    public uint LowerStream(ComponentStream stream, StreamType type) => Handles.Add(stream);

    public uint LowerFuture(ComponentFuture future, FutureType type) => Handles.Add(future);

    private ulong Realloc(ulong oldAddress, ulong oldSize, uint alignment, ulong newSize)
    {
        Assert.False(MayLeave);
        Calls.Add((oldAddress != 0, oldSize, alignment, newSize));
        if (Allocator is { } allocator) return allocator(oldAddress, oldSize, alignment, newSize);
        // What moves keeps its alignment, as with allocators that shrink in place: the standard asks for less when it narrows a string.
        if (oldAddress != 0) alignment = Math.Max(alignment, 1u << Math.Min(3, BitOperations.TrailingZeroCount(oldAddress)));
        ulong address = (_next + alignment - 1) / alignment * alignment;
        _next = address + newSize + 3;
        while ((ulong)_memory.ByteLength < _next) Assert.True(_memory.Grow(1) >= 0);
        byte[] old = Bytes(oldAddress, (int)Math.Min(oldSize, newSize));
        _memory.Write((long)address, old);
        return address;
    }
}

internal sealed class ToyStream : ComponentStream;

internal sealed class ToyFuture : ComponentFuture;
