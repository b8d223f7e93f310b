using Caisson.Compiler.Tests.Passes;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>The JIT leaves out arithmetic with a neutral constant, which wouldn't make a signalling NaN quiet. Such constants are hidden from it, others aren't.</summary>
public sealed class NeutralConstantTests
{
    public static TheoryData<string> Operations { get; } =
    [
        .. from operation in new[] { "add", "sub", "mul", "div" }
           from constant in new[] { "0", "-0", "1", "-1", "2", "-0.5" }
           from operands in new[] { $"(local.get 0) (f64.const {constant})", $"(f64.const {constant}) (local.get 0)" }
           select $"f64.{operation} {operands}",
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Arithmetic_makes_a_signalling_NaN_quiet(string operation)
    {
        const long Signalling = 0x7FF4_0000_0000_0000, Quiet = 0x7FFC_0000_0000_0000;
        string wat = $"""(func (export "f") (param f64) (result i64) (i64.reinterpret_f64 ({operation})))""";
        string narrow = $"""(func (export "f") (param f32) (result i32) (i32.reinterpret_f32 ({operation.Replace("f64", "f32", StringComparison.Ordinal)})))""";
        Assert.Equal(Quiet, Assert.Single(Guest.Run(wat, BitConverter.Int64BitsToDouble(Signalling))).AsInt64() & long.MaxValue);
        Assert.Equal(0x7FE0_0000, Guest.I32(narrow, BitConverter.Int32BitsToSingle(0x7FA0_0000)) & int.MaxValue);
    }

    [Theory]
    [InlineData("f64.add (local.get 0) (f64.const 1)", false)]
    [InlineData("f64.div (f64.const 1) (local.get 0)", false)]
    [InlineData("f64.mul (local.get 0) (f64.const 0)", false)]
    [InlineData("f64.sub (local.get 0) (f64.const 0)", true)]
    [InlineData("f64.mul (f64.const -1) (local.get 0)", true)]
    [InlineData("f64.div (local.get 0) (f64.const 1)", true)]
    public void Only_neutral_constants_cost_a_call(string operation, bool isHidden) =>
        Assert.Equal(isHidden, Emitted.Last($"(func (param f64) (result f64) ({operation}))").Exists(line => line.Contains("F64FromBits", StringComparison.Ordinal)));
}
