using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// Vector instructions with a constant operand that are cheaper as others. x64 compares signed lanes by greater than only, and before
/// AVX-512 unsigned ones by minimum and equality: a constant one larger or smaller spares the negation.
/// </summary>
internal static class VectorConstants
{
    /// <summary>Comparisons, those that are cheaper, and what to add to a constant on the right; on the left, to take away.</summary>
    private static readonly Dictionary<Opcode, (Opcode Cheaper, int Width, int Step)> Comparisons = new()
    {
        [Opcode.I8x16LtU] = (Opcode.I8x16LeU, 8, -1),
        [Opcode.I8x16GtU] = (Opcode.I8x16GeU, 8, 1),
        [Opcode.I8x16LeS] = (Opcode.I8x16LtS, 8, 1),
        [Opcode.I8x16GeS] = (Opcode.I8x16GtS, 8, -1),
        [Opcode.I16x8LtU] = (Opcode.I16x8LeU, 16, -1),
        [Opcode.I16x8GtU] = (Opcode.I16x8GeU, 16, 1),
        [Opcode.I16x8LeS] = (Opcode.I16x8LtS, 16, 1),
        [Opcode.I16x8GeS] = (Opcode.I16x8GtS, 16, -1),
        [Opcode.I32x4LtU] = (Opcode.I32x4LeU, 32, -1),
        [Opcode.I32x4GtU] = (Opcode.I32x4GeU, 32, 1),
        [Opcode.I32x4LeS] = (Opcode.I32x4LtS, 32, 1),
        [Opcode.I32x4GeS] = (Opcode.I32x4GtS, 32, -1),
        [Opcode.I64x2LeS] = (Opcode.I64x2LtS, 64, 1),
        [Opcode.I64x2GeS] = (Opcode.I64x2GtS, 64, -1),
    };

    /// <summary>The cheaper instruction, or the same.</summary>
    /// <param name="plain">An instruction with two operands.</param>
    public static Plain Fold(Plain plain)
    {
        Expression left = plain.Operands[0], right = plain.Operands[1];
        if (plain.Opcode == Opcode.I8x16Swizzle && right is VectorConstant indices) return Swizzle(left, indices.Value);
        if (!Comparisons.TryGetValue(plain.Opcode, out (Opcode Cheaper, int Width, int Step) comparison)) return plain;
        bool isSigned = comparison.Cheaper is not (Opcode.I8x16LeU or Opcode.I8x16GeU or Opcode.I16x8LeU or Opcode.I16x8GeU or Opcode.I32x4LeU or Opcode.I32x4GeU);
        if (right is VectorConstant constant && Add(constant.Value, comparison.Width, comparison.Step, isSigned) is { } sum)
            return new Plain(comparison.Cheaper, IrType.V128, Effects.None, [left, new VectorConstant(sum)]);
        if (left is VectorConstant other && Add(other.Value, comparison.Width, -comparison.Step, isSigned) is { } difference)
            return new Plain(comparison.Cheaper, IrType.V128, Effects.None, [new VectorConstant(difference), right]);
        return plain;
    }

    /// <summary>A shuffle with zero, for which there are more forms.</summary>
    private static Plain Swizzle(Expression operand, Vector128<byte> indices)
    {
        VectorConstant zero = new(default), lanes = new(Vector128.Min(indices, Vector128.Create((byte)16)));
        return new Plain(Opcode.I8x16Shuffle, IrType.V128, Effects.None, [operand, zero, lanes]);
    }

    /// <summary>Adds 1 or -1 to all lanes; null where one would overflow.</summary>
    private static Vector128<byte>? Add(Vector128<byte> value, int width, int step, bool isSigned)
    {
        ulong most = (isSigned ? 1ul << (width - 1) : 0) - 1, end = step > 0 ? most : most + 1;
        bool overflows = width switch
        {
            8 => Vector128.EqualsAny(value, Vector128.Create((byte)end)),
            16 => Vector128.EqualsAny(value.AsUInt16(), Vector128.Create((ushort)end)),
            32 => Vector128.EqualsAny(value.AsUInt32(), Vector128.Create((uint)end)),
            _ => Vector128.EqualsAny(value.AsUInt64(), Vector128.Create(end)),
        };
        if (overflows) return null;
        return width switch
        {
            8 => value + Vector128.Create((byte)step),
            16 => (value.AsInt16() + Vector128.Create((short)step)).AsByte(),
            32 => (value.AsInt32() + Vector128.Create(step)).AsByte(),
            _ => (value.AsInt64() + Vector128.Create((long)step)).AsByte(),
        };
    }
}
