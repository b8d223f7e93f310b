using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Memories, and lanes. spec: valid-instr-memory, valid-instr-vec
public sealed partial class FunctionValidator
{
    /// <summary>A load, store or atomic access: the first operand is the address, the rest is fixed. spec: valid-memarg</summary>
    private void StepMemory(in Instruction i, uint operands)
    {
        bool is64 = CheckMemArg(in i.MemArg);
        for (; operands > 0xF; operands >>= 4) PopKind((ValKind)(operands & 0xF));
        PopKind(is64 ? ValKind.I64 : ValKind.I32);
    }

    /// <summary>Whether the address has 64 bits.</summary>
    private bool CheckMemArg(in MemArg arg)
    {
        ref readonly MemType memory = ref _context.Memory(arg.Memory.Value, Here);
        int natural = System.Numerics.BitOperations.Log2((uint)InstructionTable.AccessBytes[(int)_opcode]);
        if (arg.Align > natural)
            ValidationErrors.Invalid(Here, $"alignment must not be larger than natural: 2^{arg.Align}, natural is 2^{natural}");
        if (arg.Align != natural && _opcode.Prefix == 0xFE)
            ValidationErrors.Invalid(Here, $"atomic alignment must be natural: 2^{arg.Align}, natural is 2^{natural}");
        if (!memory.Is64 && arg.Offset > uint.MaxValue) ValidationErrors.Invalid(Here, $"offset out of range: {arg.Offset}");
        return memory.Is64;
    }

    private void CheckLane(uint lane)
    {
        int lanes = InstructionTable.LaneCounts[(int)_opcode];
        if (lane >= (uint)lanes) ValidationErrors.Invalid(Here, $"invalid lane index {lane}: there are {lanes} lanes");
    }

    /// <summary>spec: valid-vshuffle</summary>
    private void CheckLanes(Vector128<byte> lanes)
    {
        if (Vector128.GreaterThanAny(lanes, Vector128.Create((byte)31)))
            ValidationErrors.Invalid(Here, "invalid lane index: i8x16.shuffle selects among 32 lanes");
    }

    /// <summary>spec: valid-memory.size</summary>
    private void MemorySize(uint index) => Push(_context.Memory(index, Here).AddressType);

    /// <summary>spec: valid-memory.grow</summary>
    private void MemoryGrow(uint index)
    {
        MemType memory = _context.Memory(index, Here);
        Pop(memory.AddressType);
        Push(memory.AddressType);
    }

    /// <summary>spec: valid-memory.init</summary>
    private void MemoryInit(uint segment, uint index)
    {
        MemType memory = _context.Memory(index, Here);
        CheckData(segment);
        PopKind(ValKind.I32);
        PopKind(ValKind.I32);
        Pop(memory.AddressType);
    }

    /// <summary>spec: valid-memory.copy</summary>
    private void MemoryCopy(uint to, uint from)
    {
        MemType target = _context.Memory(to, Here);
        MemType source = _context.Memory(from, Here);
        PopKind(target.Is64 && source.Is64 ? ValKind.I64 : ValKind.I32);
        Pop(source.AddressType);
        Pop(target.AddressType);
    }

    /// <summary>spec: valid-memory.fill</summary>
    private void MemoryFill(uint index)
    {
        MemType memory = _context.Memory(index, Here);
        Pop(memory.AddressType);
        PopKind(ValKind.I32);
        Pop(memory.AddressType);
    }

    /// <summary>Bodies come before the data section, so they may refer to it only after a data count. spec: binary-datacountsec</summary>
    private void CheckData(uint segment)
    {
        if (_context.Module.DataCount is not { } count) ValidationErrors.DataCountRequired(Here);
        else if (segment >= count) ValidationErrors.Unknown(Here, "data segment", segment);
    }
}
