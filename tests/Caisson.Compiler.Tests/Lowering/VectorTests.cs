using System.Runtime.Intrinsics;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Vector operations where they are used: with constants, with operands that have effects, and inside one another.</summary>
public sealed class VectorTests
{
    // next counts 1, 2, 3… in every byte.
    private const string Counter = """
        (memory 1) (data (i32.const 0) "\20\21\22\23\24\25\26\27")
        (global $count (mut i32) (i32.const 0))
        (func $next (result v128) (global.set $count (i32.add (global.get $count) (i32.const 1))) (i8x16.splat (global.get $count)))
        """;

    public static TheoryData<string, int> Comparisons { get; } =
    [
        .. from shape in new[] { ("i8x16", 8), ("i16x8", 16), ("i32x4", 32), ("i64x2", 64) }
           from relation in new[] { "eq", "ne", "lt_s", "gt_s", "le_s", "ge_s", "lt_u", "gt_u", "le_u", "ge_u" }
           where shape.Item2 < 64 || !relation.EndsWith('u')
           select ($"{shape.Item1}.{relation}", shape.Item2),
    ];

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_constant_compares_like_a_variable(string comparison, int width)
    {
        ulong smallest = 1ul << (width - 1), most = (smallest << 1) - 1;
        ulong[] edges = [0, 1, 2, 77, smallest - 2, smallest - 1, smallest, smallest + 1, most - 1, most];
        Vector128<byte>[] vectors = [.. edges.Select(edge => Splat(edge, width)), Splat(5, width).WithElement(15, (byte)0x80).WithElement(0, (byte)0xFF)];
        string functions = string.Concat(vectors.Index().Select(constant => $"""
            (func (export "right{constant.Index}") (param v128) (result v128) ({comparison} (local.get 0) {Constant(constant.Item)}))
            (func (export "left{constant.Index}") (param v128) (result v128) ({comparison} {Constant(constant.Item)} (local.get 0)))
            """));
        Instance guest = Guest.Instantiate($"""(func (export "f") (param v128 v128) (result v128) ({comparison} (local.get 0) (local.get 1))) {functions}""");
        Function variable = guest.GetFunction("f");
        foreach ((int number, Vector128<byte> constant) in vectors.Index())
        {
            foreach (Vector128<byte> value in vectors)
            {
                Assert.Equal(variable.Invoke(value, constant), guest.GetFunction($"right{number}").Invoke(value));
                Assert.Equal(variable.Invoke(constant, value), guest.GetFunction($"left{number}").Invoke(value));
            }
        }
    }

    [Fact]
    public void A_constant_swizzles_like_a_variable()
    {
        var indices = Vector128.Create((byte)0, 15, 16, 17, 127, 128, 129, 255, 8, 7, 6, 5, 31, 32, 3, 2);
        Instance guest = Guest.Instantiate($"""
            (func (export "f") (param v128 v128) (result v128) (i8x16.swizzle (local.get 0) (local.get 1)))
            (func (export "g") (param v128) (result v128) (i8x16.swizzle (local.get 0) {Constant(indices)}))
            """);
        Vector128<byte> value = Vector128<byte>.Indices + Vector128.Create((byte)100);
        Assert.Equal(guest.GetFunction("f").Invoke(value, indices), guest.GetFunction("g").Invoke(value));
    }

    [Theory]
    [InlineData("i8x16.shuffle 16 0 17 1 18 2 19 3 20 4 21 5 22 6 23 7 (call $next) (call $next)", 0x01020102)]
    [InlineData("i8x16.shuffle 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0 (call $next) (call $next)", 0x01010101)]
    [InlineData("i8x16.shuffle 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 (call $next) (call $next)", 0x02020202)]
    [InlineData("i8x16.shuffle 16 0 17 1 18 2 19 3 20 4 21 5 22 6 23 7 (v128.const i64x2 0 0) (call $next)", 0x00010001)]
    [InlineData("i32x4.sub (call $next) (i32x4.sub (call $next) (call $next))", 0x02020202)]
    [InlineData("f32x4.pmin (call $next) (call $next)", 0x01010101)]
    [InlineData("f32x4.sub (f32x4.pmax (call $next) (call $next)) (f32x4.pmin (call $next) (v128.const i64x2 0 0))", 0x02020202)]
    [InlineData("v128.bitselect (call $next) (call $next) (call $next)", 0x01010101)]
    [InlineData("v128.load32_lane 0 (i32.const 0) (call $next)", 0x23222120)]
    [InlineData("v128.load8_lane 0 (i32.sub (i32x4.extract_lane 0 (call $next)) (i32.const 0x01010101)) (call $next)", 0x02020220)]
    [InlineData("i8x16.add (v128.load8x8_u (i32.const 0)) (v128.load32_zero (i32.const 4))", 0x27472544)]
    public void Operands_are_evaluated_once_and_in_order(string operation, int expected) =>
        Assert.Equal(expected, Guest.I32($"{Counter} (func (export \"f\") (result i32) (i32x4.extract_lane 0 ({operation})))"));

    [Fact]
    public void Operations_inside_one_another_keep_their_values_apart()
    {
        // Both use locals of their own while they compute their operands.
        Value[] results = Guest.Run("""
            (func (export "f") (param v128 v128 v128) (result v128 v128)
              (local v128 v128)
              (f32x4.min (f32x4.max (f32x4.min (local.get 0) (local.get 1)) (local.get 2)) (f32x4.max (local.get 1) (f32x4.min (local.get 0) (local.get 2))))
              (local.set 3 (f32x4.max (f32x4.min (local.get 0) (local.get 1)) (local.get 2)))
              (local.set 4 (f32x4.max (local.get 1) (f32x4.min (local.get 0) (local.get 2))))
              (f32x4.min (local.get 3) (local.get 4)))
            """,
            Vector128.Create(1f, -0f, float.NaN, 4).AsByte(), Vector128.Create(2f, 0, 3, -4).AsByte(), Vector128.Create(-1f, 0, 3, 9).AsByte());
        Assert.Equal(results[1], results[0]);
    }

    private static string Constant(Vector128<byte> value) => $"(v128.const i8x16 {string.Join(' ', Enumerable.Range(0, 16).Select(i => value[i]))})";

    private static Vector128<byte> Splat(ulong value, int width) => width switch
    {
        8 => Vector128.Create((byte)value),
        16 => Vector128.Create((ushort)value).AsByte(),
        32 => Vector128.Create((uint)value).AsByte(),
        _ => Vector128.Create(value).AsByte(),
    };
}
