using Caisson.Oracle.Numerics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

// spec: exec-instr-ref
internal sealed partial class Execution
{
    private bool Reference(Frame frame, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefNull: frame.Push(Val.Ref(null)); break;
            case Opcode.RefFunc: frame.Push(Val.Ref(frame.Module.Functions[(int)instruction.Index])); break;
            case Opcode.RefIsNull: frame.Push(Val.Bool(frame.Pop().Reference is null)); break;
            case Opcode.RefAsNonNull: frame.Push(Val.Ref(frame.Pop().Reference ?? throw Trap(TrapKind.NullReference))); break;
            case Opcode.RefEq: frame.Push(Val.Bool(Equals(frame.Pop().Reference, frame.Pop().Reference))); break;
            case Opcode.RefTest or Opcode.RefTestNull: frame.Push(Val.Bool(Has(frame, frame.Pop(), instruction.RefType))); break;
            case Opcode.RefCast or Opcode.RefCastNull:
                if (!Has(frame, frame.Stack[^1], instruction.RefType)) throw Trap(TrapKind.CastFailure);
                break;
            case Opcode.RefI31: frame.Push(Val.Ref(new I31Ref(frame.Pop().U32 & 0x7FFF_FFFF))); break;
            case Opcode.I31GetS: frame.Push(Val.I32((uint)Integers.Extend(31, 32, I31(frame).Bits))); break;
            case Opcode.I31GetU: frame.Push(Val.I32(I31(frame).Bits)); break;
            case Opcode.AnyConvertExtern: frame.Push(Val.Ref(((ExternRef?)frame.Pop().Reference)?.Inner)); break;
            case Opcode.ExternConvertAny: frame.Push(Val.Extern(frame.Pop().Reference)); break;
            default: return false;
        }
        return true;
    }

    /// <summary>spec: exec-ref.test, exec-ref.cast</summary>
    private bool Has(Frame frame, Val reference, ValType type) => store.HasType(reference.Reference, frame.Module.Types.Canonical(type));

    /// <summary>spec: exec-i31.get_sx</summary>
    private static I31Ref I31(Frame frame) => (I31Ref?)frame.Pop().Reference ?? throw Trap(TrapKind.NullI31Reference);
}
