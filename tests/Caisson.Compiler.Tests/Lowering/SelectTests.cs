namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Inside of loops <c>select</c> is done with masks, where both values are at hand.</summary>
public sealed class SelectTests
{
    private static readonly int[] Numbers = [0, 1, -1, 2, 63, 64, int.MaxValue, int.MinValue, int.MinValue + 1, 0x5555_5555];

    private static readonly (string Values, Func<int, int, (long IfTrue, long IfFalse)> Of)[] Arms =
    [
        ("(local.get 0) (local.get 1)", (a, b) => (a, b)),
        ("(i32.const 0) (local.get 1)", (_, b) => (0, b)),
        ("(local.get 0) (i32.const 0)", (a, _) => (a, 0)),
        ("(i32.const 5) (i32.const -4)", (_, _) => (5, -4)),
        ("(i32.const 5) (i32.const 4)", (_, _) => (5, 4)),
        ("(i32.const -8) (i32.const 8)", (_, _) => (-8, 8)),
        ("(i32.const 2147483647) (i32.const -1)", (_, _) => (int.MaxValue, -1)),
        ("(i64.const 4294967295) (i64.const -1)", (_, _) => (uint.MaxValue, -1)),
        ("(i64.const 4294967296) (i64.const 0)", (_, _) => (1L << 32, 0)),
        ("(i64.const 3) (i64.const 4)", (_, _) => (3, 4)),
        ("(i32.add (local.get 0) (i32.const 1)) (i32.xor (i32.mul (local.get 1) (i32.const 3)) (local.get 0))", (a, b) => (a + 1, (b * 3) ^ a)),
        ("(i64.extend_i32_s (local.get 0)) (i64.extend_i32_u (local.get 1))", (a, b) => (a, (uint)b)),
        ("(i64.const -1) (local.get $wide)", (_, _) => (-1, 0)),
    ];

    public static TheoryData<string> Conditions => [.. Holds.Keys];

    private static readonly Dictionary<string, Func<int, int, bool>> Holds = new()
    {
        ["i32.lt_s"] = (a, b) => a < b,
        ["i32.lt_u"] = (a, b) => (uint)a < (uint)b,
        ["i32.gt_s"] = (a, b) => a > b,
        ["i32.gt_u"] = (a, b) => (uint)a > (uint)b,
        ["i32.le_s"] = (a, b) => a <= b,
        ["i32.le_u"] = (a, b) => (uint)a <= (uint)b,
        ["i32.ge_s"] = (a, b) => a >= b,
        ["i32.ge_u"] = (a, b) => (uint)a >= (uint)b,
        ["i32.eq"] = (a, b) => a == b,
        ["i32.ne"] = (a, b) => a != b,
        ["i32.sub"] = (a, b) => a != b,
        ["i32.rotl"] = (a, b) => a != 0,
    };

    [Theory, MemberData(nameof(Conditions))]
    public void The_condition_chooses(string condition)
    {
        foreach ((string values, var of) in Arms)
        {
            string type = values.Contains("i64", StringComparison.Ordinal) ? "i64" : "i32";
            string plain = $"({condition} (local.get 0) (local.get 1))";
            foreach ((string text, bool inverted) in new[] { (plain, false), ($"(i32.eqz {plain})", true), ($"(i32.eqz (i32.eqz {plain}))", false) })
            {
                var choose = Guest.Instantiate($"""
                    (func (export "f") (param i32 i32) (result i64) (local $result {type}) (local $wide i64) (local $again i32)
                      (local.set $again (i32.const 2))
                      (loop $l
                        (local.set $result (select {values} {text}))
                        (br_if $l (local.tee $again (i32.sub (local.get $again) (i32.const 1)))))
                      {(type == "i32" ? "(i64.extend_i32_s (local.get $result))" : "(local.get $result)")})
                    """).GetFunction<Func<int, int, long>>("f");
                foreach (int a in Numbers)
                {
                    foreach (int b in Numbers)
                    {
                        (long ifTrue, long ifFalse) = of(a, b);
                        Assert.Equal(Holds[condition](a, b) != inverted ? ifTrue : ifFalse, choose(a, b));
                    }
                }
            }
        }
    }
}
