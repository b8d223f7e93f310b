using System.Buffers.Binary;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.CanonicalAbi;

/// <summary>Guests that pass nonsense trap, and nothing else happens.</summary>
public sealed class HostileTests
{
    [Fact]
    public void Random_bytes_are_values_or_trap() => Gen.Select(Generators.Type, Gen.Byte.Array[64], Gen.Int[0, 2], Gen.Bool).Sample((type, noise, encoding, is64) =>
    {
        var guest = new ToyGuest((StringEncoding)encoding, is64);
        for (int i = 0; i < 1024; i++) guest.Memory.Write(i * 64, noise);
        OnlyTraps(() => Abi.Load(guest.Context(), 0, Layout.Of(type, is64)));
    });

    [Fact]
    public void Small_numbers_are_values_or_trap() => Gen.Select(Generators.Type, Gen.UInt[0, 300].Array[16], Gen.Bool).Sample((type, noise, is64) =>
    {
        var guest = new ToyGuest(StringEncoding.Utf8, is64);
        for (int i = 0; i < 16384; i++) guest.Memory.Write(i * 4, noise[i % noise.Length] & ~3u);
        OnlyTraps(() => Abi.Load(guest.Context(), 0, Layout.Of(type, is64)));
    });

    [Fact]
    public void Random_core_values_are_values_or_trap() => Gen.Select(Generators.Type, Gen.Long.Array[16], Gen.Bool).Sample((type, noise, is64) =>
    {
        Layout layout = Layout.OfTuple([type], is64);
        int count = layout.FlatCount > 16 ? 1 : (int)layout.FlatCount;
        Value[] flat = [.. Enumerable.Range(0, count).Select(i => layout.FlatCount > 16 ? is64 ? (Value)noise[i] : (int)noise[i] : Core(layout.Flat[i], noise[i]))];
        OnlyTraps(() =>
        {
            var reader = new CoreValueReader(flat);
            Abi.LiftFlatValues(new ToyGuest(StringEncoding.Utf8, is64).Context(), 16, ref reader, layout);
        });
    });

    [Fact]
    public void A_mad_allocator_makes_a_trap() =>
        Gen.Select(Generators.Typed, Gen.ULong.Array[4], Gen.Int[0, 2], Gen.Bool).Sample((typed, answers, encoding, is64) =>
        {
            int next = 0;
            var guest = new ToyGuest((StringEncoding)encoding, is64)
            {
                Allocator = (_, _, _, _) => answers[next++ % 4] % (next % 2 == 0 ? 0x20000 : is64 ? ulong.MaxValue : uint.MaxValue),
            };
            OnlyTraps(() => Abi.Store(guest.Context(), typed.Value, Layout.Of(typed.Type, is64), 0));
        });

    [Theory]
    [InlineData(0xd7ffu, false)]
    [InlineData(0xd800u, true)]
    [InlineData(0xdfffu, true)]
    [InlineData(0xe000u, false)]
    [InlineData(0x10ffffu, false)]
    [InlineData(0x110000u, true)]
    [InlineData(0xffffffffu, true)]
    public void Characters_are_scalar_values(uint bits, bool traps)
    {
        ToyGuest guest = Guest(bits);
        foreach (ComponentValType type in new[] { T.Char, T.List(T.Char, 1), T.Tuple(T.Char) })
        {
            if (traps) Assert.Equal("invalid `char` bit pattern", Trap(guest, type));
            else Assert.Contains((char)0x27, Load(guest, type).ToString());
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(255, true)]
    public void Discriminants_name_a_case(uint discriminant, bool traps)
    {
        ToyGuest guest = Guest(discriminant);
        foreach (ComponentValType type in new ComponentValType[] { T.Option(T.U8), T.Result(null, T.U8), T.Enum("a", "b"), T.Variant(("a", null), ("b", T.U8)) })
        {
            if (traps) Assert.Equal("invalid variant discriminant", Trap(guest, type));
            else Assert.NotEqual(default, Load(guest, type));
            Assert.Equal(traps ? "invalid variant discriminant" : null, TrapOfFlat(type, (int)discriminant, 0));
        }
    }

    [Theory]
    [InlineData(0, 0x10001, "list pointer/length out of bounds of memory")]
    [InlineData(0x10001, 0, "list pointer/length out of bounds of memory")]
    [InlineData(0, 1 << 28, "list is too long")]
    [InlineData(0, -1, "list is too long")]
    [InlineData(0, (1 << 28) - 1, "list pointer/length out of bounds of memory")]
    public void Lists_lie_in_memory(int ptr, int length, string message)
    {
        Assert.Equal(message, TrapOfFlat(T.List(T.U8), ptr, length));
        Assert.Equal(message, Trap(Guest((uint)ptr, (uint)length), T.List(T.U8)));
    }

    [Fact]
    public void Elements_are_aligned()
    {
        Assert.Equal("unaligned pointer", TrapOfFlat(T.List(T.U16), 1, 0));
        Assert.Equal("unaligned pointer", TrapOfFlat(T.List(T.Option(T.U64)), 4, 1));
        Assert.Equal("list is too long", TrapOfFlat(T.List(T.U64), 0, 1 << 25));
        Assert.Equal("list pointer/length out of bounds of memory", TrapOfFlat(T.List(T.U64), 0, (1 << 25) - 1));
    }

    [Fact]
    public void Parameters_in_memory_are_aligned_and_inside()
    {
        ComponentValType many = T.Tuple([.. Enumerable.Repeat(T.U32, 17)]);
        Assert.Equal("unaligned pointer", TrapOfFlat(many, 2));
        Assert.Equal("pointer out of bounds of memory", TrapOfFlat(many, 0x10000 - 64));
        Assert.Null(TrapOfFlat(many, 0x10000 - 68));
    }

    [Theory]
    [InlineData(1UL, "realloc return: result not aligned")]
    [InlineData(0x10000UL, "realloc return: beyond end of memory")]
    [InlineData(0xfffffffcUL, "realloc return: beyond end of memory")]
    public void Allocations_are_aligned_and_inside(ulong address, string message)
    {
        var guest = new ToyGuest { Allocator = (_, _, _, _) => address };
        TrapException trap = Assert.Throws<TrapException>(() => Abi.StoreListIntoRange(guest.Context(), ComponentValue.List(1u, 2u), Layout.Of(T.List(T.U32), is64: false)));
        Assert.Equal(message, trap.WasmText);
        Assert.True(guest.MayLeave);
    }

    [Fact]
    public void Overlapping_lists_are_bounded()
    {
        // Each list's elements are that list again: 2^16 times as much with every level.
        ComponentValType type = T.U8;
        for (int i = 0; i < 8; i++) type = T.List(type);
        var guest = new ToyGuest();
        for (int i = 0; i < 8192; i++) BinaryPrimitives.WriteUInt32LittleEndian(guest.Memory.Span((i * 8) + 4, 4), 8192);
        var cx = new LiftLowerContext(guest.Options with { MaxLiftedBytes = 1 << 24 }, guest);
        TrapException trap = Assert.Throws<TrapException>(() => Abi.Load(cx, 0, Layout.Of(type, is64: false)));
        Assert.Equal(TrapKind.AllocationLimit, trap.Kind);
    }

    [Fact]
    public void Deep_values_need_stack_or_trap()
    {
        ComponentValType type = T.U8;
        for (int i = 0; i < 900; i++) type = T.List(type);
        var guest = new ToyGuest();
        for (int i = 0; i < 8192; i++) BinaryPrimitives.WriteUInt32LittleEndian(guest.Memory.Span((i * 8) + 4, 4), 1);
        Layout layout = Layout.Of(type, is64: false);
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => Abi.Load(guest.Context(), 0, layout)), 192 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(TrapKind.StackExhausted, Assert.IsType<TrapException>(failure).Kind);
        Assert.NotEqual(default, Load(guest, type));
    }

    private static ToyGuest Guest(params uint[] words)
    {
        var guest = new ToyGuest();
        for (int i = 0; i < words.Length; i++) guest.Memory.Write(i * 4, words[i]);
        return guest;
    }

    private static ComponentValue Load(ToyGuest guest, ComponentValType type) => Abi.Load(guest.Context(), 0, Layout.Of(type, is64: false));

    private static string Trap(ToyGuest guest, ComponentValType type)
    {
        TrapException trap = Assert.Throws<TrapException>(() => Load(guest, type));
        Assert.Equal(TrapKind.InvalidComponentValue, trap.Kind);
        return trap.WasmText;
    }

    private static string? TrapOfFlat(ComponentValType type, params int[] flat)
    {
        Value[] values = [.. flat.Select(i => (Value)i)];
        Exception? failure = Record.Exception(() =>
        {
            var reader = new CoreValueReader(values);
            Abi.LiftFlatValues(new ToyGuest().Context(), 16, ref reader, Layout.OfTuple([type], is64: false));
        });
        return failure is null ? null : Assert.IsType<TrapException>(failure).WasmText;
    }

    private static Value Core(Wasm.Syntax.ValType type, long noise) => type.Kind switch
    {
        Wasm.Syntax.ValKind.I32 => new Value((int)noise % 5),
        Wasm.Syntax.ValKind.I64 => new Value(noise),
        Wasm.Syntax.ValKind.F32 => new Value(BitConverter.Int32BitsToSingle((int)noise)),
        _ => new Value(BitConverter.Int64BitsToDouble(noise)),
    };

    private static void OnlyTraps(Action action)
    {
        Exception? failure = Record.Exception(action);
        if (failure is not null) Assert.IsType<TrapException>(failure);
    }
}
