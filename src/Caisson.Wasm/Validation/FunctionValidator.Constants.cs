using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Constant expressions: the same algorithm, with fewer instructions. spec: valid-constant
public sealed partial class FunctionValidator
{
    private bool _isConst;

    /// <summary>Validates a constant expression of the module.</summary>
    /// <param name="expr">Where it stands.</param>
    /// <param name="expected">The type that its value must have.</param>
    /// <exception cref="InvalidException">It is invalid.</exception>
    public void ValidateConst(ByteRange expr, ValType expected)
    {
        _isConst = true;
        _function = null;
        _body = expr;
        _functionIndex = -1;
        _offset = expr.Offset;
        ResetStacks();
        Enter(Opcode.Block, null, expected);
        InstructionReader reader = new(_context.Module.Bytes.Span, expr);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            _offset = instruction.Offset;
            CheckConst(in instruction);
            Step(in instruction, in reader);
        }
        Finish();
    }

    private void CheckConst(in Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.I32Const or Opcode.I64Const or Opcode.F32Const or Opcode.F64Const or Opcode.V128Const or Opcode.End
                or Opcode.RefNull or Opcode.RefFunc or Opcode.RefI31 or Opcode.StructNew or Opcode.StructNewDefault
                or Opcode.ArrayNew or Opcode.ArrayNewDefault or Opcode.ArrayNewFixed or Opcode.AnyConvertExtern or Opcode.ExternConvertAny:
                break;
            case Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul:
                if (!_context.Has(Features.ExtendedConst))
                    ValidationErrors.NeedsFeature(Here, $"constant expression required: {i.Opcode.Mnemonic}", Features.ExtendedConst);
                break;
            case Opcode.GlobalGet:
                CheckConstGlobal(i.Index);
                break;
            default:
                ValidationErrors.Invalid(Here, $"constant expression required, found {i.Opcode.Mnemonic}");
                break;
        }
    }

    private void CheckConstGlobal(uint index)
    {
        if (_context.Global(index, Here).Mutable) ValidationErrors.Invalid(Here, $"constant expression required: global {index} is mutable");
        if (index >= _context.Module.ImportCounts.Globals && !_context.Has(Features.GarbageCollection))
            ValidationErrors.NeedsFeature(Here, $"constant expression required: global {index} is not imported, which", Features.GarbageCollection);
    }
}
