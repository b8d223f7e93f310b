using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>How comparisons turn into one another.</summary>
internal static class Comparisons
{
    extension(Opcode opcode)
    {
        /// <summary>Whether it compares: the result is 0 or 1, and it can't trap.</summary>
        public bool IsComparison => opcode is >= Opcode.I32Eqz and <= Opcode.F64Ge;

        /// <summary>The comparison that holds when this one doesn't; null for those of floats with an order, which NaN spoils.</summary>
        public Opcode? Negation => opcode switch
        {
            Opcode.I32Eq => Opcode.I32Ne,
            Opcode.I32Ne => Opcode.I32Eq,
            Opcode.I32LtS => Opcode.I32GeS,
            Opcode.I32GeS => Opcode.I32LtS,
            Opcode.I32LtU => Opcode.I32GeU,
            Opcode.I32GeU => Opcode.I32LtU,
            Opcode.I32GtS => Opcode.I32LeS,
            Opcode.I32LeS => Opcode.I32GtS,
            Opcode.I32GtU => Opcode.I32LeU,
            Opcode.I32LeU => Opcode.I32GtU,
            Opcode.I64Eq => Opcode.I64Ne,
            Opcode.I64Ne => Opcode.I64Eq,
            Opcode.I64LtS => Opcode.I64GeS,
            Opcode.I64GeS => Opcode.I64LtS,
            Opcode.I64LtU => Opcode.I64GeU,
            Opcode.I64GeU => Opcode.I64LtU,
            Opcode.I64GtS => Opcode.I64LeS,
            Opcode.I64LeS => Opcode.I64GtS,
            Opcode.I64GtU => Opcode.I64LeU,
            Opcode.I64LeU => Opcode.I64GtU,
            Opcode.F32Eq => Opcode.F32Ne,
            Opcode.F32Ne => Opcode.F32Eq,
            Opcode.F64Eq => Opcode.F64Ne,
            Opcode.F64Ne => Opcode.F64Eq,
            _ => null,
        };

        /// <summary>The comparison of integers with its operands the other way round; of an operation that doesn't care, itself.</summary>
        public Opcode? Swapped => opcode switch
        {
            Opcode.I32Eq or Opcode.I32Ne or Opcode.I64Eq or Opcode.I64Ne => opcode,
            Opcode.I32Add or Opcode.I32Mul or Opcode.I32And or Opcode.I32Or or Opcode.I32Xor => opcode,
            Opcode.I64Add or Opcode.I64Mul or Opcode.I64And or Opcode.I64Or or Opcode.I64Xor => opcode,
            Opcode.I32LtS => Opcode.I32GtS,
            Opcode.I32GtS => Opcode.I32LtS,
            Opcode.I32LeS => Opcode.I32GeS,
            Opcode.I32GeS => Opcode.I32LeS,
            Opcode.I32LtU => Opcode.I32GtU,
            Opcode.I32GtU => Opcode.I32LtU,
            Opcode.I32LeU => Opcode.I32GeU,
            Opcode.I32GeU => Opcode.I32LeU,
            Opcode.I64LtS => Opcode.I64GtS,
            Opcode.I64GtS => Opcode.I64LtS,
            Opcode.I64LeS => Opcode.I64GeS,
            Opcode.I64GeS => Opcode.I64LeS,
            Opcode.I64LtU => Opcode.I64GtU,
            Opcode.I64GtU => Opcode.I64LtU,
            Opcode.I64LeU => Opcode.I64GeU,
            Opcode.I64GeU => Opcode.I64LeU,
            _ => null,
        };
    }
}
