using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Tests;

/// <summary>No instruction is missing, and the relaxed ones have the results of the deterministic profile.</summary>
public class InstructionTests
{
    /// <summary>Those with fixed signatures; the suite's scripts have all others.</summary>
    public static TheoryData<Opcode> Fixed { get; } = [.. Opcodes.All.Where(opcode => !opcode.IsCustom)];

    [Theory, MemberData(nameof(Fixed))]
    public void An_instruction_has_results_of_its_types(Opcode opcode)
    {
        InstructionSignature signature = opcode.Signature;
        ValKind[] kinds = [.. Enumerable.Range(0, signature.ResultCount).Select(signature.Result)];
        IEnumerable<string> operands = Enumerable.Range(0, signature.OperandCount).Select(i => Constant(signature.Operand(i)));
        string results = kinds.Length == 0 ? "" : $"(result {string.Join(' ', kinds.Select(Name))})";
        var interpreter = new Interpreter(Wat.Valid(
            $"(module (memory 1 1 shared) (func {results} {string.Join(' ', operands)} {opcode.Mnemonic} {Immediates(opcode)}))"));
        Assert.Equal(kinds, interpreter.Invoke(0).Select(value => value.Kind));
    }

    [Theory]
    [InlineData("i32x4.relaxed_trunc_f32x4_s (v128.const f32x4 nan inf -inf -1.5)", "i32x4 0 0x7fffffff 0x80000000 -1")]
    [InlineData("i32x4.relaxed_trunc_f64x2_u_zero (v128.const f64x2 nan -1)", "i32x4 0 0 0 0")]
    [InlineData("f64x2.relaxed_nmadd (v128.const f64x2 2 1) (v128.const f64x2 3 1) (v128.const f64x2 1 1)", "f64x2 -5 0")]
    [InlineData("f32x4.relaxed_min (v128.const f32x4 -0 1 2 0) (v128.const f32x4 0 2 1 -0)", "f32x4 -0 1 1 -0")]
    [InlineData(
        "f64x2.relaxed_madd (v128.const f64x2 0x1.0000001p+0 2) (v128.const f64x2 0x1.0000001p+0 3) (v128.const f64x2 -0x1.0000002p+0 1)",
        "f64x2 0 7")]
    [InlineData(
        "i32x4.relaxed_laneselect (v128.const i32x4 -1 -1 -1 -1) (v128.const i32x4 0 0 0 0) (v128.const i32x4 1 0x80000000 0 -1)",
        "i32x4 1 0x80000000 0 -1")]
    [InlineData(
        "i16x8.relaxed_q15mulr_s (v128.const i16x8 -32768 0 0 0 0 0 0 0) (v128.const i16x8 -32768 0 0 0 0 0 0 0)",
        "i16x8 32767 0 0 0 0 0 0 0")]
    [InlineData(
        "i8x16.relaxed_swizzle (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16) (v128.const i32x4 0x11100100 0x02ff807f 0 0)",
        "i8x16 1 2 0 0 0 0 0 3 1 1 1 1 1 1 1 1")]
    [InlineData(
        "i16x8.relaxed_dot_i8x16_i7x16_s (v128.const i32x4 0x02018080 0 0 0) (v128.const i32x4 0xfc038080 0 0 0)",
        "i16x8 32767 -5 0 0 0 0 0 0")]
    public void A_relaxed_instruction_has_the_deterministic_result(string instruction, string expected)
    {
        var interpreter = new Interpreter(Wat.Valid(
            $"(module (func (result v128) ({instruction})) (func (result v128) (v128.const {expected})))"));
        Assert.Equal(interpreter.Invoke(1), interpreter.Invoke(0));
    }

    private static string Name(ValKind kind) => kind switch
    {
        ValKind.I32 => "i32",
        ValKind.I64 => "i64",
        ValKind.F32 => "f32",
        ValKind.F64 => "f64",
        _ => "v128",
    };

    private static string Constant(ValKind kind) => kind == ValKind.V128 ? "v128.const i64x2 8 8" : $"{Name(kind)}.const 8";

    private static string Immediates(Opcode opcode) => opcode.Immediates switch
    {
        ImmediateKind.Lane or ImmediateKind.MemArgLane => "1",
        ImmediateKind.Lanes => "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31",
        ImmediateKind.V128 => "i64x2 1 2",
        ImmediateKind.I32 or ImmediateKind.I64 or ImmediateKind.F32 or ImmediateKind.F64 => "1",
        _ => "",
    };
}
