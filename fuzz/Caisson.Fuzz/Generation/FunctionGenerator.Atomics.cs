using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Atomic accesses, by a single thread.</summary>
internal sealed partial class FunctionGenerator
{
    private static readonly Opcode[] Atomics = [.. Opcodes.All.Where(opcode => opcode is { Prefix: 0xFE, AccessBytes: > 0 })];

    private static readonly Dictionary<ValType, Opcode[]> AtomicsWithResult = Atomics
        .Where(opcode => opcode.Signature.ResultCount == 1 && opcode is not (Opcode.MemoryAtomicWait32 or Opcode.MemoryAtomicWait64))
        .GroupBy(NumericOpcodes.Result).ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly Opcode[] AtomicStores = [.. Atomics.Where(opcode => opcode.Signature.ResultCount == 0)];

    private bool PushAtomic(ValType type, int depth)
    {
        if (_shape.Memories.Length == 0 || !AtomicsWithResult.TryGetValue(type, out Opcode[]? fitting)) return false;
        AtomicAccess(_chance.Pick(fitting), depth);
        _stack.Add(type);
        return true;
    }

    private void ChangeAtomically()
    {
        if (_shape.Memories.Length == 0) return;
        switch (_chance.Below(12))
        {
            case 0:
                Emit("atomic.fence");
                break;
            case 1 when _chance.OneIn(4):
                // Traps: the memory isn't shared.
                AtomicAccess(_chance.OneIn(2) ? Opcode.MemoryAtomicWait32 : Opcode.MemoryAtomicWait64, depth: 1);
                _stack.Add(ValType.I32);
                break;
            case < 6:
                AtomicAccess(_chance.Pick(AtomicStores), depth: 2);
                break;
            default:
                PushAtomic(_chance.OneIn(2) ? ValType.I32 : ValType.I64, depth: 2);
                break;
        }
    }

    private void AtomicAccess(Opcode opcode, int depth)
    {
        int memory = _chance.Below(_shape.Memories.Length), count = opcode.Signature.OperandCount;
        PushAddress(memory, depth, opcode.AccessBytes);
        for (int i = 1; i < count; i++) Push(NumericOpcodes.TypeOf(opcode.Signature.Operand(i)), depth - 1);
        Emit($"{opcode.Mnemonic}{Place(memory, opcode.AccessBytes)}");
        Pop(count);
    }
}
