using System.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Numerics;

/// <summary>Arithmetic on numbers of 128 bits, which are two <c>i64</c>, the low one first. spec: wide-arithmetic</summary>
internal static class WideArithmetic
{
    public static Val[] Apply(Opcode opcode, Val[] operands) => opcode switch
    {
        Opcode.I64Add128 => Halves(Whole(operands[0], operands[1]) + Whole(operands[2], operands[3])),
        Opcode.I64Sub128 => Halves(Whole(operands[0], operands[1]) - Whole(operands[2], operands[3])),
        Opcode.I64MulWideS => Halves(Integers.Signed(64, operands[0].Bits) * Integers.Signed(64, operands[1].Bits)),
        Opcode.I64MulWideU => Halves((BigInteger)operands[0].Bits * operands[1].Bits),
        _ => throw new NotSupportedException(opcode.Mnemonic),
    };

    private static BigInteger Whole(Val low, Val high) => ((BigInteger)high.Bits << 64) | low.Bits;

    private static Val[] Halves(BigInteger number)
    {
        BigInteger bits = Integers.Wrap(128, number);
        return [Val.I64((ulong)Integers.Wrap(64, bits)), Val.I64((ulong)(bits >> 64))];
    }
}
