using System.Runtime.CompilerServices;
using System.Text;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A linear memory: bytes that guests address from zero. Every access is bounds-checked. Reading and writing is as thread-safe as
/// memory is: races show old or new bytes, nothing worse; growing is atomic. spec: syntax-meminst
/// </summary>
public sealed unsafe class Memory : Extern
{
    /// <summary>Null once the instance was disposed.</summary>
    private MemoryRegion? _region;
    private readonly ulong _maxPages;
    private readonly Lock _growth = new();

    /// <summary>A memory of the host's, to be imported by modules.</summary>
    /// <param name="type">Size in pages and kind of addresses.</param>
    /// <param name="maxBytes">A limit below that of the type, in bytes.</param>
    /// <exception cref="ResourceException">The system can't provide it.</exception>
    /// <exception cref="ArgumentException">The type is not a valid one.</exception>
    public Memory(MemType type, long maxBytes = long.MaxValue)
        : this(Validated(type, maxBytes), CreateRegion(type, (ulong)maxBytes, headerSize: 64), (ulong)maxBytes) { }

    private Memory(Memory predecessor)
    {
        DeclaredType = predecessor.DeclaredType;
        (_region, _maxPages) = (predecessor.Region, predecessor._maxPages);
    }

    internal Memory(MemType type, MemoryRegion region, ulong maxBytes, MemoryImage? image = null)
    {
        DeclaredType = type;
        _region = region;
        _maxPages = Math.Min(type.Limits.Max ?? ulong.MaxValue, Math.Min(maxBytes, region.Capacity) >> type.PageSizeLog2);
        if (type.Limits.Min > _maxPages || !(image is null ? region.TryExtend(type.Limits.Min << type.PageSizeLog2) : region.TryLoad(image)))
            throw RuntimeErrors.MemoryTooLarge(type, maxBytes);
        if (!type.Is64) _maxPages = Math.Min(_maxPages, Math.Max(type.Limits.Min, RuntimeLimits.MemoryGrowth >> type.PageSizeLog2));
    }

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Mem;

    /// <summary>The type, with the current size as its minimum.</summary>
    public MemType Type => DeclaredType with { Limits = DeclaredType.Limits with { Min = (ulong)PageCount } };

    /// <summary>Current size in pages.</summary>
    public long PageCount => ByteLength >> DeclaredType.PageSizeLog2;

    /// <summary>Current size in bytes.</summary>
    public long ByteLength => (long)Region.Length;

    internal MemType DeclaredType { get; }

    internal override Engine? TypeEngine => null;

    internal nint Base => Region.Base;

    /// <summary>Whether code that relies on guard pages may access it.</summary>
    internal bool IsGuarded => Region.IsGuarded;

    internal MemoryRegion Region
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            return _region ?? Disposed();

            static MemoryRegion Disposed() => throw RuntimeErrors.Disposed();
        }
    }

    /// <summary>Makes the memory larger; the new pages are zero. spec: growing-memories</summary>
    /// <param name="pages">How many pages to add.</param>
    /// <returns>The old size in pages, or -1 when a limit or the system forbids it.</returns>
    public long Grow(long pages)
    {
        lock (_growth)
        {
            ulong old = (ulong)PageCount;
            if ((ulong)pages > _maxPages - old) return -1;
            return Region.TryExtend(old + (ulong)pages << DeclaredType.PageSizeLog2) ? (long)old : -1;
        }
    }

    /// <summary>Copies bytes out.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="destination">Receives as many bytes as it is long.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public void Read(long address, Span<byte> destination)
    {
        Span(address, destination.Length).CopyTo(destination);
        GC.KeepAlive(this);
    }

    /// <summary>Copies bytes in.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public void Write(long address, ReadOnlySpan<byte> source)
    {
        source.CopyTo(Span(address, source.Length));
        GC.KeepAlive(this);
    }

    /// <summary>Reads a value, little-endian, at any alignment.</summary>
    /// <typeparam name="T">A number or a structure of numbers laid out as the guest lays it out.</typeparam>
    /// <param name="address">First byte.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public T Read<T>(long address) where T : unmanaged
    {
        T value = Unsafe.ReadUnaligned<T>(Address(address, sizeof(T)));
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Writes a value, little-endian, at any alignment.</summary>
    /// <typeparam name="T">A number or a structure of numbers laid out as the guest lays it out.</typeparam>
    /// <param name="address">First byte.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public void Write<T>(long address, T value) where T : unmanaged
    {
        Unsafe.WriteUnaligned(Address(address, sizeof(T)), value);
        GC.KeepAlive(this);
    }

    /// <summary>Decodes UTF-8; malformed bytes become U+FFFD.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="byteLength">Number of bytes.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public string ReadString(long address, int byteLength)
    {
        string text = Encoding.UTF8.GetString(Span(address, byteLength));
        GC.KeepAlive(this);
        return text;
    }

    /// <summary>
    /// A live view of the bytes, without a copy. It must not be used after this memory is out of reach (keep the memory or its
    /// instance in a variable); growing doesn't invalidate it. Not available in backends whose guests live elsewhere.
    /// </summary>
    /// <param name="address">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="TrapException">The range is not inside the memory.</exception>
    public Span<byte> Span(long address, int length) => new(Address(address, length), length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* Address(long address, long length)
    {
        MemoryRegion region = Region;
        ulong size = region.Length;
        if ((ulong)length > size || (ulong)address > size - (ulong)length) Trap.OutOfBoundsMemoryAccess();
        return (byte*)region.Base + address;
    }

    /// <summary>Ends this object, but not the memory: another one has it from now on.</summary>
    internal Memory Renew()
    {
        var successor = new Memory(this);
        Retire();
        return successor;
    }

    /// <summary>Ends this object: each use of it fails.</summary>
    internal void Retire() => _region = null;

    /// <summary>Reserves as much as a memory of this type may ever need.</summary>
    /// <param name="type">The type.</param>
    /// <param name="maxBytes">A limit below that of the type, in bytes.</param>
    /// <param name="headerSize">Bytes below the base.</param>
    /// <param name="limitsAt">Distance of the first of the <see cref="MemoryLimits"/> in the header; zero without.</param>
    internal static MemoryRegion CreateRegion(MemType type, ulong maxBytes, int headerSize, int limitsAt = 0)
    {
        ulong addressable = type.Is64 ? ulong.MaxValue : 1UL << 32;
        ulong maxPages = Math.Min(type.Limits.Max ?? ulong.MaxValue, Math.Min(addressable, maxBytes) >> type.PageSizeLog2);
        if (type.Limits.Min > maxPages) throw RuntimeErrors.MemoryTooLarge(type, maxBytes);
        return new MemoryRegion(headerSize, Math.Min(maxPages << type.PageSizeLog2, RuntimeLimits.MemoryReservation), GuardPages.Fit(type)) { LimitsAt = limitsAt };
    }

    private static MemType Validated(MemType type, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        return type.Limits.Max < type.Limits.Min || type.Limits.Min > 1UL << (type.Is64 ? 48 : 32 - type.PageSizeLog2)
            ? throw new ArgumentException($"not a valid memory type: {type}", nameof(type))
            : type;
    }
}
