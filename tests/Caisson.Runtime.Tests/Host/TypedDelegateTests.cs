using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests;

/// <summary>Functions of a guest as delegates: <see cref="Function.As{TDelegate}"/>.</summary>
public sealed class TypedDelegateTests
{
    private delegate long Private(int a, long b);

    private delegate (T, T) Generic<T>(T a, T b);

    /// <summary>A fresh instance has no code of its own to be compiled: whoever has one for each request would wait for it each time.</summary>
    [Fact]
    public void Instances_share_the_code_of_their_delegates()
    {
        Module module = Guest.Compile("""(func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))""");
        int Add(int i) => module.Instantiate().GetFunction("add").As<Func<int, int, int>>()(i, 1);
        for (int i = 0; i < 10; i++) Assert.Equal(i + 1, Add(i));
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        for (int i = 0; i < 100; i++) Assert.Equal(i + 1, Add(i));
        Assert.InRange(JitInfo.GetCompiledMethodCount(currentThread: true) - before, 0, 20);
    }

    [Fact]
    public void Every_type_goes_in_and_comes_out()
    {
        Instance guest = Guest.Instantiate("""
            (func (export "i32") (param i32) (result i32) (local.get 0))
            (func (export "i64") (param i64) (result i64) (local.get 0))
            (func (export "f32") (param f32) (result f32) (local.get 0))
            (func (export "f64") (param f64) (result f64) (local.get 0))
            (func (export "v128") (param v128) (result v128) (local.get 0))
            (func (export "externref") (param externref) (result externref) (local.get 0))
            (func $funcref (export "funcref") (param funcref) (result funcref) (local.get 0))
            """);
        object anything = new();
        Function function = guest.GetFunction("funcref");
        var vector = Vector128.Create(1, 2, 3, 4).AsByte();
        Assert.Equal(-7, guest.GetFunction<Func<int, int>>("i32")(-7));
        Assert.Equal(0xFFFFFFF9, guest.GetFunction<Func<uint, uint>>("i32")(0xFFFFFFF9));
        Assert.Equal(0xFFFFFFF9, guest.GetFunction<Func<int, uint>>("i32")(-7));
        Assert.Equal(-7, guest.GetFunction<Func<long, long>>("i64")(-7));
        Assert.Equal(ulong.MaxValue, guest.GetFunction<Func<ulong, ulong>>("i64")(ulong.MaxValue));
        Assert.Equal(1.5f, guest.GetFunction<Func<float, float>>("f32")(1.5f));
        Assert.Equal(1.5, guest.GetFunction<Func<double, double>>("f64")(1.5));
        Assert.Equal(vector, guest.GetFunction<Func<Vector128<byte>, Vector128<byte>>>("v128")(vector));
        Assert.Same(anything, guest.GetFunction<Func<object?, object?>>("externref")(anything));
        Assert.Null(guest.GetFunction<Func<object?, object?>>("externref")(null));
        Assert.Same(function, guest.GetFunction<Func<Function?, Function?>>("funcref")(function));
        Assert.Null(guest.GetFunction<Func<Function?, Function?>>("funcref")(null));
    }

    [Fact]
    public void Signalling_NaNs_keep_their_bits()
    {
        Instance guest = Guest.Instantiate("""
            (import "host" "f32" (func $f32 (param f32) (result f32)))
            (import "host" "f64" (func $f64 (param f64) (result f64)))
            (global $g (mut f32) (f32.const nan:0x200001))
            (func (export "f32") (param f32) (result f32) (call $f32 (local.get 0)))
            (func (export "f64") (param f64) (result f64) (call $f64 (local.get 0)))
            (func (export "global") (result f32) (global.get $g))
            """, new() { { "host", "f32", (float f) => f }, { "host", "f64", (double d) => d } });
        float single = BitConverter.UInt32BitsToSingle(Opaque(0x7FA00001u));
        double wide = BitConverter.UInt64BitsToDouble(Opaque(0x7FF4000000000001u));
        Assert.Equal(0x7FA00001u, BitConverter.SingleToUInt32Bits(guest.GetFunction<Func<float, float>>("f32")(single)));
        Assert.Equal(0x7FF4000000000001u, BitConverter.DoubleToUInt64Bits(guest.GetFunction<Func<double, double>>("f64")(wide)));
        Assert.Equal(0x7FA00001u, BitConverter.SingleToUInt32Bits(guest.GetFunction("f32").Invoke(single)[0].AsSingle()));
        Assert.Equal(0x7FF4000000000001u, BitConverter.DoubleToUInt64Bits(guest.GetFunction("f64").Invoke(wide)[0].AsDouble()));
        Assert.Equal(0x7FA00001u, BitConverter.SingleToUInt32Bits(guest.GetFunction<Func<float>>("global")()));
    }

    /// <summary>Keeps the JIT from folding the conversion of a constant, which would quiet it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Opaque<T>(T value) => value;

    [Fact]
    public void Several_results_are_a_tuple()
    {
        Instance guest = Guest.Instantiate("""
            (func (export "2") (result i32 i64) (i32.const 1) (i64.const 2))
            (func (export "3") (result f32 f64 i32) (f32.const 1) (f64.const 2) (i32.const -1))
            """);
        Assert.Equal((1, 2L), guest.GetFunction<Func<(int, long)>>("2")());
        Assert.Equal((1u, 2UL), guest.GetFunction<Func<(uint, ulong)>>("2")());
        Assert.Equal((1f, 2.0, uint.MaxValue), guest.GetFunction<Func<(float, double, uint)>>("3")());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100)]
    public void Many_results_arrive_in_order(int count)
    {
        Instance guest = Guest.Instantiate($"(func (export \"f\") (result {Guest.Repeat(count, "i32")}) {Guest.Repeat(count, "(i32.const #)")})");
        Assert.Equal(Enumerable.Range(0, count), guest.GetFunction("f").Invoke().Select(value => value.AsInt32()));
    }

    [Fact]
    public void Seven_eight_and_sixteen_results_fit_the_tuples_of_the_language()
    {
        Instance guest = Guest.Instantiate($"""
            (func (export "7") (result {Guest.Repeat(7, "i32")}) {Guest.Repeat(7, "(i32.const #)")})
            (func (export "8") (result {Guest.Repeat(8, "i32")}) {Guest.Repeat(8, "(i32.const #)")})
            (func (export "16") (result {Guest.Repeat(16, "i64")}) {Guest.Repeat(16, "(i64.const #)")})
            """);
        Assert.Equal((0, 1, 2, 3, 4, 5, 6), guest.GetFunction<Func<(int, int, int, int, int, int, int)>>("7")());
        Assert.Equal((0, 1, 2, 3, 4, 5, 6, 7u), guest.GetFunction<Func<(int, int, int, int, int, int, int, uint)>>("8")());
        Assert.Equal(
            (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15UL),
            guest.GetFunction<Func<(long, long, long, long, long, long, long, long, long, long, long, long, long, long, long, ulong)>>("16")());
    }

    [Fact]
    public void Private_and_generic_delegate_types_fit()
    {
        Instance guest = Guest.Instantiate("""
            (func (export "add") (param i32 i64) (result i64) (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1)))
            (func (export "swap") (param f64 f64) (result f64 f64) (local.get 1) (local.get 0))
            """);
        Assert.Equal(5, guest.GetFunction<Private>("add")(2, 3));
        Assert.Equal((2.0, 1.0), guest.GetFunction<Generic<double>>("swap")(1, 2));
    }

    [Fact]
    public void A_delegate_is_made_once()
    {
        Function function = Guest.Instantiate("(func (export \"f\"))").GetFunction("f");
        Assert.Same(function.As<Action>(), function.As<Action>());
    }

    [Fact]
    public void A_delegate_that_does_not_fit_is_told_what_would()
    {
        Function function = Guest.Instantiate("(func (export \"f\") (param i32 f32) (result i64 f64) (i64.const 0) (f64.const 0))").GetFunction("f");
        string message = Assert.Throws<ArgumentException>(function.As<Func<int, float, long>>).Message;
        Assert.Contains("(param i32 f32) (result i64 f64)", message, StringComparison.Ordinal);
        Assert.Contains("(Int64, Double) (Int32, Single)", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(function.As<Action>);
        Assert.Throws<ArgumentException>(function.As<Func<int, float, (long, float)>>);
        Assert.Throws<ArgumentException>(function.As<Func<Caller, int, float, (long, double)>>);
    }

    [Fact]
    public void A_type_that_wasm_does_not_have_is_named()
    {
        Function function = Guest.Instantiate("(func (export \"f\") (param i32) (result i32) (local.get 0))").GetFunction("f");
        Assert.Contains("System.Int16", Assert.Throws<ArgumentException>(function.As<Func<short, int>>).Message, StringComparison.Ordinal);
        Assert.Contains("System.String", Assert.Throws<ArgumentException>(function.As<Func<int, string>>).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(function.As<Func<int, ValueTuple<int>>>);
        Assert.Throws<ArgumentException>(function.As<Func<int, ValueTuple>>);
        Assert.Throws<ArgumentException>(function.As<Delegate>);
        Assert.Throws<ArgumentException>(function.As<HostFunction>);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1000)]
    public void Many_parameters_arrive_in_order(int count)
    {
        Instance guest = Guest.Instantiate($"""
            (func $f (param {Guest.Repeat(count, "i32")}) (result i32)
              {Guest.Repeat(count, "(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 31)) (local.get #)))")} (local.get 0))
            (func (export "call") (result i32) (call $f {Guest.Repeat(count, "(i32.const #)")}))
            (export "f" (func $f))
            """);
        int expected = 0;
        for (int i = 1; i < count; i++) expected = unchecked(expected * 31 + i);
        Assert.Equal(expected, guest.GetFunction("f").Invoke([.. Enumerable.Range(0, count).Select(i => new Value(i))])[0].AsInt32());
        Assert.Equal(expected, guest.GetFunction<Func<int>>("call")());
    }
}
