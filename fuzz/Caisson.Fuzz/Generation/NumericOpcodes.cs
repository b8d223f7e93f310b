using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>The numeric instructions on scalars, by operands and by result.</summary>
internal static class NumericOpcodes
{
    private static readonly Opcode[] All =
    [
        .. Opcodes.All.Where(opcode =>
            !opcode.IsCustom && opcode.Prefix is 0 or 0xFC && opcode.AccessBytes == 0 && opcode.Signature is { OperandCount: > 0, ResultCount: 1 }),
    ];

    private static readonly Dictionary<ValType, Opcode[]> Unary = All.Where(opcode => opcode.Signature.OperandCount == 1)
        .GroupBy(opcode => Operands(opcode)[0]).ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly Dictionary<ValType, Opcode[]> Binary = All.Where(opcode => opcode.Signature.OperandCount == 2)
        .GroupBy(opcode => Operands(opcode)[0]).ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly Dictionary<ValType, Opcode[]> ByResult = All.GroupBy(Result).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>One that takes its operands from the top of a stack; none when there is none. Both operands of one are of one type.</summary>
    public static Opcode? ForOperands(List<ValType> stack, int available, Chance chance)
    {
        int count = Math.Min(available, chance.Between(1, 2));
        if (count == 0 || (count == 2 && stack[^1] != stack[^2])) return null;
        return (count == 1 ? Unary : Binary).TryGetValue(stack[^1], out Opcode[]? fitting) ? Pick(fitting, chance) : null;
    }

    /// <summary>One that gives a value of a number type.</summary>
    public static Opcode ForResult(ValType type, Chance chance) => Pick(ByResult[type], chance);

    public static ValType[] Operands(Opcode opcode) =>
        [.. Enumerable.Range(0, opcode.Signature.OperandCount).Select(i => TypeOf(opcode.Signature.Operand(i)))];

    public static ValType Result(Opcode opcode) => TypeOf(opcode.Signature.Result(0));

    /// <summary>Whether the bits of its last operand can be seen in its result even when that is a NaN.</summary>
    public static bool ShowsNaN(Opcode opcode) =>
        opcode is Opcode.I32ReinterpretF32 or Opcode.I64ReinterpretF64 or Opcode.F32Copysign or Opcode.F64Copysign
            or Opcode.F32x4Splat or Opcode.F64x2Splat or Opcode.F32x4ReplaceLane or Opcode.F64x2ReplaceLane;

    public static ValType TypeOf(ValKind kind) => kind switch
    {
        ValKind.I32 => ValType.I32,
        ValKind.I64 => ValType.I64,
        ValKind.F32 => ValType.F32,
        ValKind.V128 => ValType.V128,
        _ => ValType.F64,
    };

    /// <summary>Instructions that may trap come less often: a trap ends the test.</summary>
    private static Opcode Pick(Opcode[] opcodes, Chance chance)
    {
        Opcode opcode = chance.Pick(opcodes);
        return MayTrap(opcode) && !chance.OneIn(4) ? chance.Pick(opcodes) : opcode;
    }

    private static bool MayTrap(Opcode opcode) =>
        opcode.Mnemonic.Contains(".div_", StringComparison.Ordinal)
        || opcode.Mnemonic.Contains(".rem_", StringComparison.Ordinal)
        || (opcode.Mnemonic.Contains(".trunc_", StringComparison.Ordinal) && !opcode.Mnemonic.Contains("_sat_", StringComparison.Ordinal));
}
