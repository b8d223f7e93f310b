using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>The instructions on vectors, by what they take and give.</summary>
internal static class VectorOpcodes
{
    private static readonly Opcode[] All = [.. Opcodes.All.Where(opcode => opcode.Prefix == 0xFD)];

    /// <summary>Give a vector, take vectors and numbers, have no immediates but a lane.</summary>
    public static readonly Opcode[] ToVector =
    [
        .. All.Where(opcode => opcode is { Features: Features.Simd, AccessBytes: 0, Immediates: ImmediateKind.None or ImmediateKind.Lane }
            && opcode.Signature is { OperandCount: > 0, ResultCount: 1 } signature && signature.Result(0) == ValKind.V128),
    ];

    /// <summary>Take one or several vectors and nothing else.</summary>
    public static readonly Opcode[] OnVectors =
        [.. ToVector.Where(opcode => NumericOpcodes.Operands(opcode).All(type => type == ValType.V128))];

    /// <summary>Those whose result has nothing that implementations choose as long as operands are prepared.</summary>
    public static readonly Opcode[] Relaxed = [.. All.Where(opcode => opcode.Features == Features.RelaxedSimd)];

    public static readonly Opcode[] Loads = [.. All.Where(opcode => opcode is { AccessBytes: > 0, Immediates: ImmediateKind.MemArg } && opcode.Signature.ResultCount == 1)];

    public static readonly Opcode[] LoadLanes = [.. All.Where(opcode => opcode.Immediates == ImmediateKind.MemArgLane && opcode.Signature.ResultCount == 1)];

    public static readonly Opcode[] Stores = [.. All.Where(opcode => opcode.AccessBytes > 0 && opcode.Signature.ResultCount == 0)];

    private static readonly Dictionary<ValType, Opcode[]> ToNumber = All
        .Where(opcode => opcode is { AccessBytes: 0, Immediates: ImmediateKind.None or ImmediateKind.Lane }
            && opcode.Signature is { OperandCount: 1, ResultCount: 1 } signature && signature.Result(0) != ValKind.V128)
        .GroupBy(NumericOpcodes.Result).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Those that take a vector and give a number of a type.</summary>
    public static Opcode[] To(ValType type) => ToNumber[type];

    /// <summary>Whether lanes of its result may be NaNs with any bits: the shape to compare with itself, or null.</summary>
    public static string? MakesNaNs(Opcode opcode) => opcode.Mnemonic.Split('.') switch
    {
        [("f32x4" or "f64x2") and var shape, var operation] when IsArithmetic(operation) => shape,
        _ => null,
    };

    private static bool IsArithmetic(string operation) => operation
        is "add" or "sub" or "mul" or "div" or "sqrt" or "min" or "max" or "ceil" or "floor" or "trunc" or "nearest"
        or "demote_f64x2_zero" or "promote_low_f32x4";
}
