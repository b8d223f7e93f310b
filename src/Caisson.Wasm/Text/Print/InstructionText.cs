using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>Writes single instructions: the mnemonic and, by their kind, the immediates. Not thread-safe. spec: text-plaininstr</summary>
internal sealed class InstructionText(ModuleNames names, TypeText types, TextOutput output)
{
    /// <summary>The identifiers of the locals of the function.</summary>
    public Identifiers Locals { get; set; } = Identifiers.None;

    /// <summary>The labels around the instruction.</summary>
    public Labels Labels { get; } = new();

    /// <summary>Writes an instruction that isn't structured.</summary>
    public void Plain(in Instruction instruction, in InstructionReader reader)
    {
        output.Write(instruction.Opcode.Mnemonic);
        switch (instruction.Opcode.Immediates)
        {
            case ImmediateKind.None or ImmediateKind.Zero: break;
            case ImmediateKind.Label: Labels.Use(output, new(instruction.Index)); break;
            case ImmediateKind.Labels: LabelList(in instruction, in reader); break;
            case ImmediateKind.Func: Use(names.Functions, instruction.Index); break;
            case ImmediateKind.Type: Use(names.Types, instruction.Index); break;
            case ImmediateKind.TypeTable: TypeTable(in instruction); break;
            case ImmediateKind.TypeField: Pair(names.Types, instruction.Index, names.Fields(instruction.Index), instruction.Index2); break;
            case ImmediateKind.TypeCount: Pair(names.Types, instruction.Index, Identifiers.None, instruction.Index2); break;
            case ImmediateKind.TypeData: Pair(names.Types, instruction.Index, names.Datas, instruction.Index2); break;
            case ImmediateKind.TypeElem: Pair(names.Types, instruction.Index, names.Elems, instruction.Index2); break;
            case ImmediateKind.TypeType: Pair(names.Types, instruction.Index, names.Types, instruction.Index2); break;
            case ImmediateKind.ValTypes: Results(in instruction, in reader); break;
            case ImmediateKind.Tag: Use(names.Tags, instruction.Index); break;
            case ImmediateKind.Local: Use(Locals, instruction.Index); break;
            case ImmediateKind.Global: Use(names.Globals, instruction.Index); break;
            case ImmediateKind.Table: UseUnlessZero(names.Tables, instruction.Index); break;
            case ImmediateKind.TableTable: PairUnlessZero(names.Tables, in instruction); break;
            case ImmediateKind.Elem: Use(names.Elems, instruction.Index); break;
            case ImmediateKind.ElemTable: Segment(names.Tables, names.Elems, in instruction); break;
            case ImmediateKind.Mem: UseUnlessZero(names.Memories, instruction.Index); break;
            case ImmediateKind.MemMem: PairUnlessZero(names.Memories, in instruction); break;
            case ImmediateKind.Data: Use(names.Datas, instruction.Index); break;
            case ImmediateKind.DataMem: Segment(names.Memories, names.Datas, in instruction); break;
            case ImmediateKind.MemArg: MemArg(in instruction); break;
            case ImmediateKind.MemArgLane: MemArg(in instruction); Number(instruction.Index); break;
            case ImmediateKind.Lane: Number(instruction.Index); break;
            case ImmediateKind.Lanes: Lanes(instruction.Vector); break;
            case ImmediateKind.I32 or ImmediateKind.I64: output.Write(' '); output.Write((long)instruction.Bits); break;
            case ImmediateKind.F32: output.Write(' '); output.WriteF32((uint)instruction.Bits); break;
            case ImmediateKind.F64: output.Write(' '); output.WriteF64(instruction.Bits); break;
            case ImmediateKind.V128: Vector(instruction.Vector); break;
            case ImmediateKind.HeapType: HeapType(in instruction); break;
            case ImmediateKind.Cast: Cast(in instruction); break;
            default: throw new InvalidOperationException($"{instruction.Opcode} is a structured instruction");
        }
    }

    /// <summary>Writes the start of a structured instruction, up to its body. spec: text-block</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="reader">The reader that it came from.</param>
    /// <param name="label">The number of its label.</param>
    /// <param name="atEndOfLine">Whether nothing follows on the line.</param>
    public void Structured(in Instruction instruction, in InstructionReader reader, uint label, bool atEndOfLine)
    {
        output.Write(instruction.Opcode.Mnemonic);
        Labels.Define(output, label);
        BlockType(instruction.BlockType);
        if (instruction.Opcode == Opcode.TryTable) Catches(in instruction, in reader);
        Labels.Comment(output, label, atEndOfLine);
    }

    /// <summary>Writes a branch hint. spec: text-branchhints</summary>
    public void Hint(BranchHint hint)
    {
        output.Write("(@");
        output.Write(BranchHints.Name);
        output.Write(hint.Likely ? " \"\\01\")" : " \"\\00\")");
    }

    private void Use(Identifiers space, uint index)
    {
        output.Write(' ');
        space.Use(output, index);
    }

    private void UseUnlessZero(Identifiers space, uint index)
    {
        if (index != 0) Use(space, index);
    }

    private void Pair(Identifiers first, uint index, Identifiers second, uint index2)
    {
        Use(first, index);
        Use(second, index2);
    }

    private void PairUnlessZero(Identifiers space, in Instruction instruction)
    {
        if (instruction.Index != 0 || instruction.Index2 != 0) Pair(space, instruction.Index, space, instruction.Index2);
    }

    private void Number(uint value)
    {
        output.Write(' ');
        output.Write(value);
    }

    /// <summary>The text names the container first, and only if it isn't the first one; the binary format the segment.</summary>
    private void Segment(Identifiers containers, Identifiers segments, in Instruction instruction)
    {
        UseUnlessZero(containers, instruction.Index2);
        Use(segments, instruction.Index);
    }

    private void LabelList(in Instruction instruction, in InstructionReader reader)
    {
        foreach (LabelIdx label in reader.Labels(in instruction)) Labels.Use(output, label);
        Labels.Use(output, new(instruction.Index));
    }

    private void TypeTable(in Instruction instruction)
    {
        UseUnlessZero(names.Tables, instruction.Index2);
        output.Write(" (type");
        Use(names.Types, instruction.Index);
        output.Write(')');
    }

    private void Results(in Instruction instruction, in InstructionReader reader)
    {
        output.Write(" (result");
        foreach (ValType type in reader.ValTypes(in instruction))
        {
            output.Write(' ');
            types.ValType(type);
        }
        output.Write(')');
    }

    private void MemArg(in Instruction instruction)
    {
        MemArg argument = instruction.MemArg;
        UseUnlessZero(names.Memories, argument.Memory.Value);
        if (argument.Offset != 0)
        {
            output.Write(" offset=");
            output.Write(argument.Offset);
        }
        if (argument.Align == BitOperations.Log2((uint)instruction.Opcode.AccessBytes)) return;
        output.Write(" align=");
        output.Write(1UL << (int)argument.Align);
    }

    private void Lanes(Vector128<byte> lanes)
    {
        for (int i = 0; i < Vector128<byte>.Count; i++) Number(lanes[i]);
    }

    private void Vector(Vector128<byte> vector)
    {
        Span<byte> bytes = stackalloc byte[16];
        vector.CopyTo(bytes);
        output.Write(" i32x4");
        for (int lane = 0; lane < 4; lane++)
        {
            output.Write(' ');
            output.WriteHex(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * lane)..]));
        }
    }

    private void HeapType(in Instruction instruction)
    {
        output.Write(' ');
        if (instruction.Opcode == Opcode.RefNull) types.HeapType(instruction.RefType.Heap);
        else types.ValType(instruction.RefType);
    }

    private void Cast(in Instruction instruction)
    {
        Labels.Use(output, new(instruction.Index));
        output.Write(' ');
        types.ValType(instruction.RefType);
        output.Write(' ');
        types.ValType(instruction.RefType2);
    }

    private void BlockType(BlockType type)
    {
        switch (type.Kind)
        {
            case BlockTypeKind.Result:
                output.Write(" (result ");
                types.ValType(type.Result);
                output.Write(')');
                break;
            case BlockTypeKind.Func:
                types.TypeUse(type.Type, Identifiers.None);
                break;
        }
    }

    private void Catches(in Instruction instruction, in InstructionReader reader)
    {
        foreach (CatchClause clause in reader.Catches(in instruction))
        {
            output.Write(clause.Kind switch
            {
                CatchKind.Catch => " (catch",
                CatchKind.CatchRef => " (catch_ref",
                CatchKind.CatchAll => " (catch_all",
                _ => " (catch_all_ref",
            });
            if (clause.Kind is CatchKind.Catch or CatchKind.CatchRef) Use(names.Tags, clause.Tag.Value);
            Labels.Use(output, clause.Label);
            output.Write(')');
        }
    }
}
