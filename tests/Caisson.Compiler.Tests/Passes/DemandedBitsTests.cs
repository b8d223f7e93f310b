using Caisson.Compiler.Tests.Lowering;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>Bits that nobody asks for may be anything; all others are what they were.</summary>
public sealed class DemandedBitsTests
{
    private const int Constant = -24575;

    private static readonly int[] Numbers = [0, 1, -1, 2, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, int.MaxValue, int.MinValue, 0x5555_5555, -0x5555_5556];

    private static readonly Dictionary<string, (string Body, Func<int, int, int> Of)> Functions = new()
    {
        ["masked"] = ("(i32.and (i32.xor (local.get 0) (i32.const -24575)) (i32.const 0xFFFF))", (a, _) => (a ^ Constant) & 0xFFFF),
        ["masked by what nobody knows"] = ("(i32.and (i32.xor (local.get 0) (i32.const -24575)) (local.get 1))", (a, b) => (a ^ Constant) & b),
        ["shifted down, then masked"] = ("(i32.and (i32.shr_u (i32.or (local.get 0) (i32.const -24575)) (i32.const 4)) (i32.const 0xFF))", (a, _) => (int)((uint)(a | Constant) >> 4) & 0xFF),
        ["shifted down with the sign"] = ("(i32.and (i32.shr_s (i32.xor (local.get 0) (i32.const -24575)) (i32.const 20)) (i32.const 0xFFF))", (a, _) => ((a ^ Constant) >> 20) & 0xFFF),
        ["shifted up"] = ("(i32.shl (i32.xor (local.get 0) (i32.const -24575)) (i32.const 20))", (a, _) => (a ^ Constant) << 20),
        ["added, then masked"] = ("(i32.and (i32.add (i32.xor (local.get 0) (i32.const -24575)) (local.get 1)) (i32.const 0x1FFFF))", (a, b) => ((a ^ Constant) + b) & 0x1FFFF),
        ["multiplied, and only the upper part asked for"] = ("(i32.shr_u (i32.mul (i32.xor (local.get 0) (i32.const -24575)) (local.get 1)) (i32.const 16))", (a, b) => (int)((uint)((a ^ Constant) * b) >> 16)),
        ["compared"] = ("(i32.lt_s (i32.xor (local.get 0) (i32.const -24575)) (i32.const 0))", (a, _) => (a ^ Constant) < 0 ? 1 : 0),
        ["chosen, then masked"] = ("(i32.and (select (i32.xor (local.get 0) (i32.const -24575)) (local.get 0) (local.get 1)) (i32.const 0x7FFF))", (a, b) => (b != 0 ? a ^ Constant : a) & 0x7FFF),
        ["a choice's condition"] = ("(select (i32.const 1) (i32.const 2) (i32.xor (local.get 0) (i32.const -24575)))", (a, _) => (a ^ Constant) != 0 ? 1 : 2),
        ["in a local that is masked later"] = ("(local.set $t (i32.xor (local.get 0) (i32.const -24575))) (i32.and (local.get $t) (i32.const 0xFF00))", (a, _) => (a ^ Constant) & 0xFF00),
        ["in a local that is read twice"] = ("(local.set $t (i32.xor (local.get 0) (i32.const -24575))) (i32.add (i32.and (local.get $t) (i32.const 0xFF)) (i32.shr_u (local.get $t) (i32.const 24)))", (a, _) => ((a ^ Constant) & 0xFF) + (int)((uint)(a ^ Constant) >> 24)),
        ["in a local that is set again in between"] = ("(local.set $t (i32.xor (local.get 0) (i32.const -24575))) (local.set $u (local.get $t)) (local.set $t (i32.const 0)) (i32.add (local.get $u) (i32.and (local.get $t) (i32.const 1)))", (a, _) => a ^ Constant),
        ["in a local that is set from itself"] = ("(local.set $t (i32.xor (local.get 0) (i32.const -24575))) (local.set $t (i32.shr_u (local.get $t) (i32.const 8))) (i32.and (local.get $t) (i32.const 0xFFF))", (a, _) => (int)((uint)(a ^ Constant) >> 8) & 0xFFF),
        ["behind a branch"] = ("(block $b (local.set $t (i32.xor (local.get 0) (i32.const -24575))) (br_if $b (local.get 1)) (local.set $t (i32.and (local.get $t) (i32.const 0xFF)))) (local.get $t)", (a, b) => b != 0 ? a ^ Constant : (a ^ Constant) & 0xFF),
        ["for the next round"] = ("""
            (local.set $n (i32.const 3))
            (loop $l
              (local.set $u (i32.add (local.get $u) (local.get $t)))
              (local.set $t (i32.xor (local.get 0) (i32.const -24575)))
              (local.set $u (i32.xor (local.get $u) (i32.and (local.get $t) (i32.const 0xFF))))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $u)
            """, (a, _) =>
        {
            int t = 0, u = 0;
            for (int n = 0; n < 3; n++)
            {
                u += t;
                t = a ^ Constant;
                u ^= t & 0xFF;
            }
            return u;
        }
        ),
        ["returned early"] = ("(local.set $t (i32.xor (local.get 0) (i32.const -24575))) (if (local.get 1) (then (return (local.get $t)))) (i32.and (local.get $t) (i32.const 1))", (a, b) => b != 0 ? a ^ Constant : (a ^ Constant) & 1),
        ["stored as a byte, loaded again"] = ("(i32.store8 (i32.const 8) (i32.xor (local.get 0) (i32.const -24575))) (i32.load (i32.const 8))", (a, _) => (a ^ Constant) & 0xFF),
        ["stored whole"] = ("(i32.store (i32.const 16) (i32.xor (local.get 0) (i32.const -24575))) (i32.load (i32.const 16))", (a, _) => a ^ Constant),
        ["wrapped"] = ("(i32.wrap_i64 (i64.xor (i64.extend_i32_s (local.get 0)) (i64.const -24575)))", (a, _) => a ^ Constant),
        ["the upper half of a long one"] = ("(i32.wrap_i64 (i64.shr_u (i64.xor (i64.extend_i32_s (local.get 0)) (i64.const -24575)) (i64.const 32)))", (a, _) => (int)(((long)a ^ Constant) >> 32)),
        ["a mask that is still needed"] = ("(local.set $t (i32.and (local.get 0) (i32.const 0xFF))) (block $b (br_if $b (local.get 1)) (local.set $t (local.get 0))) (i32.and (local.get $t) (i32.const 0xFF))", (a, _) => a & 0xFF),
        ["a mask that was needed before"] = ("(local.set $t (local.get 0)) (local.set $u (i32.and (local.get $t) (i32.const 0xFF))) (local.set $t (i32.and (local.get 1) (i32.const 0xF))) (i32.add (local.get $u) (i32.and (local.get $t) (i32.const 0xFF)))", (a, b) => (a & 0xFF) + (b & 0xF)),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_value_is_the_same(string name)
    {
        (string body, Func<int, int, int> of) = Functions[name];
        var f = Guest.Instantiate($"(memory 1) (func (export \"f\") (param i32 i32) (result i32) (local $t i32) (local $u i32) (local $n i32) {body})").GetFunction<Func<int, int, int>>("f");
        foreach (int a in Numbers)
            foreach (int b in Numbers) Assert.Equal(of(a, b), f(a, b));
    }
}
