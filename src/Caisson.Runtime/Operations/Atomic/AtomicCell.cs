using System.Numerics;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Sequentially consistent access to 1, 2, 4 or 8 bytes at a host address. Each method checks the alignment first, and returns what
/// was there before. Safe from any thread.
/// </summary>
internal static unsafe class AtomicCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(byte* address) where T : unmanaged, IBinaryInteger<T>
    {
        ref T cell = ref Aligned<T>(address);
        if (sizeof(T) == 1) return T.CreateTruncating(Volatile.Read(ref As<T, byte>(ref cell)));
        if (sizeof(T) == 2) return T.CreateTruncating(Volatile.Read(ref As<T, ushort>(ref cell)));
        if (sizeof(T) == 4) return T.CreateTruncating(Volatile.Read(ref As<T, uint>(ref cell)));
        return T.CreateTruncating(Volatile.Read(ref As<T, ulong>(ref cell)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exchange<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T> =>
        Interlocked.Exchange(ref Aligned<T>(address), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CompareExchange<T>(byte* address, T expected, T replacement) where T : unmanaged, IBinaryInteger<T> =>
        Interlocked.CompareExchange(ref Aligned<T>(address), replacement, expected);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T>
    {
        ref T cell = ref Aligned<T>(address);
        if (sizeof(T) < 4) return Update<T, Addition<T>>(ref cell, value);
        T after = sizeof(T) == 4
            ? T.CreateTruncating(Interlocked.Add(ref As<T, uint>(ref cell), uint.CreateTruncating(value)))
            : T.CreateTruncating(Interlocked.Add(ref As<T, ulong>(ref cell), ulong.CreateTruncating(value)));
        return after - value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T> => Add(address, T.Zero - value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T>
    {
        ref T cell = ref Aligned<T>(address);
        if (sizeof(T) == 4) return T.CreateTruncating(Interlocked.And(ref As<T, uint>(ref cell), uint.CreateTruncating(value)));
        if (sizeof(T) == 8) return T.CreateTruncating(Interlocked.And(ref As<T, ulong>(ref cell), ulong.CreateTruncating(value)));
        return Update<T, Conjunction<T>>(ref cell, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T>
    {
        ref T cell = ref Aligned<T>(address);
        if (sizeof(T) == 4) return T.CreateTruncating(Interlocked.Or(ref As<T, uint>(ref cell), uint.CreateTruncating(value)));
        if (sizeof(T) == 8) return T.CreateTruncating(Interlocked.Or(ref As<T, ulong>(ref cell), ulong.CreateTruncating(value)));
        return Update<T, Disjunction<T>>(ref cell, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Xor<T>(byte* address, T value) where T : unmanaged, IBinaryInteger<T> =>
        Update<T, Exclusion<T>>(ref Aligned<T>(address), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Aligned<T>(byte* address) where T : unmanaged
    {
        if (((nuint)address & (nuint)(sizeof(T) - 1)) != 0) Trap.UnalignedAtomic();
        return ref *(T*)address;
    }

    // For want of an instruction: tries until no other thread came between.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Update<T, TUpdate>(ref T cell, T operand) where T : unmanaged, IBinaryInteger<T> where TUpdate : IUpdate<T>
    {
        T before = cell;
        while (true)
        {
            T seen = Interlocked.CompareExchange(ref cell, TUpdate.Apply(before, operand), before);
            if (seen == before) return before;
            before = seen;
        }
    }

    private static ref TAs As<T, TAs>(ref T cell) => ref Unsafe.As<T, TAs>(ref cell);

    private interface IUpdate<T>
    {
        static abstract T Apply(T before, T operand);
    }

    private readonly struct Addition<T> : IUpdate<T> where T : IBinaryInteger<T>
    {
        public static T Apply(T before, T operand) => before + operand;
    }

    private readonly struct Conjunction<T> : IUpdate<T> where T : IBinaryInteger<T>
    {
        public static T Apply(T before, T operand) => before & operand;
    }

    private readonly struct Disjunction<T> : IUpdate<T> where T : IBinaryInteger<T>
    {
        public static T Apply(T before, T operand) => before | operand;
    }

    private readonly struct Exclusion<T> : IUpdate<T> where T : IBinaryInteger<T>
    {
        public static T Apply(T before, T operand) => before ^ operand;
    }
}
