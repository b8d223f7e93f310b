using Caisson.Oracle.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Vectors;

/// <summary>What a vector instruction computes from its operands; the mnemonic is the definition's name. spec: exec-instr-vec</summary>
internal static class VectorInstructions
{
    /// <summary>Whether the specification allows several results; this interpreter has that of the deterministic profile.</summary>
    public static bool IsRelaxed(Opcode opcode) => opcode.Features == Wasm.Features.RelaxedSimd;

    /// <summary>The result.</summary>
    /// <param name="opcode">The instruction.</param>
    /// <param name="lane">The lane among its immediates.</param>
    /// <param name="operands">Its operands.</param>
    public static Val Apply(Opcode opcode, int lane, Val[] operands)
    {
        string[] parts = Mnemonics.Parts(opcode);
        if (parts[0] == "v128") return Bitwise.Apply(parts[1], operands);
        var shape = Shape.Parse(parts[0]);
        string op = parts[1];
        if (op.StartsWith("relaxed_", StringComparison.Ordinal)) return Relaxed.Apply(shape, op["relaxed_".Length..], operands);
        if (op is "splat" or "swizzle" || op.Contains("_lane", StringComparison.Ordinal)) return LaneAccess.Apply(shape, op, lane, operands);
        return Apply(shape, op, operands);
    }

    /// <summary>Arithmetic, lane by lane.</summary>
    public static Val Apply(Shape shape, string op, params Val[] operands)
    {
        if (Widening.TryApply(shape, op, operands) is { } result) return result;
        return shape.IsFloat ? FloatVectors.Apply(shape, op, operands) : IntegerVectors.Apply(shape, op, operands);
    }
}
