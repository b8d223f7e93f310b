using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// Decodes the instructions of a function body or a constant expression one after the other, without allocating. It checks the
/// form of each instruction, not that blocks are balanced: that is validation's part. spec: binary-instr
/// </summary>
public ref struct InstructionReader
{
    private readonly ReadOnlySpan<byte> _module;
    private BinaryCursor _cursor;

    /// <summary>A reader of some instructions of a module.</summary>
    /// <param name="module">The whole module.</param>
    /// <param name="range">The instructions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the module.</exception>
    public InstructionReader(ReadOnlySpan<byte> module, ByteRange range)
    {
        _module = module;
        _cursor = new(module, range);
    }

    /// <summary>The first byte of the next instruction, counted from the start of the module.</summary>
    public readonly int Position => _cursor.Position;

    /// <summary>The targets of a <c>br_table</c> that was read from the same module, without the default.</summary>
    public readonly ImmediateList<LabelIdx> Labels(in Instruction instruction) =>
        new(_module, instruction, static (ref cursor) => new(cursor.ReadU32()));

    /// <summary>The types of a <c>select t*</c> that was read from the same module.</summary>
    public readonly ImmediateList<ValType> ValTypes(in Instruction instruction) =>
        new(_module, instruction, static (ref cursor) => cursor.ReadValType());

    /// <summary>The clauses of a <c>try_table</c> that was read from the same module.</summary>
    public readonly ImmediateList<CatchClause> Catches(in Instruction instruction) =>
        new(_module, instruction, static (ref cursor) => cursor.ReadCatch());

    /// <summary>Reads the next instruction.</summary>
    /// <param name="instruction">Receives it; the fields that it doesn't use keep what they had.</param>
    /// <returns>False at the end of the range.</returns>
    /// <exception cref="MalformedException">The bytes are no instruction.</exception>
    public bool Read(ref Instruction instruction)
    {
        if (_cursor.AtEnd) return false;
        instruction.Offset = _cursor.Position;
        instruction.Opcode = ReadOpcode();
        ReadImmediates(ref instruction, instruction.Opcode.Immediates);
        return true;
    }

    private Opcode ReadOpcode()
    {
        int at = _cursor.Position;
        byte first = _cursor.ReadByte();
        ushort value = InstructionTable.ByByte[first];
        if (value != ushort.MaxValue) return (Opcode)value;
        if (first is < 0xFB or 0xFF) BinaryErrors.IllegalOpcode(first, at);
        uint code = _cursor.ReadU32();
        if (!Opcodes.TryDecode(first, code, out Opcode opcode)) BinaryErrors.IllegalOpcode(first, code, at);
        return opcode;
    }

    private void ReadImmediates(ref Instruction instruction, ImmediateKind kind)
    {
        switch (kind)
        {
            case ImmediateKind.None:
                break;
            case ImmediateKind.BlockType:
                instruction.BlockType = _cursor.ReadBlockType();
                break;
            case ImmediateKind.BlockTypeCatches:
                instruction.BlockType = _cursor.ReadBlockType();
                BeginList(ref instruction);
                for (uint i = 0; i < instruction.ListCount; i++) _cursor.ReadCatch();
                break;
            case ImmediateKind.Label or ImmediateKind.Func or ImmediateKind.Type or ImmediateKind.Tag or ImmediateKind.Local
                or ImmediateKind.Global or ImmediateKind.Table or ImmediateKind.Elem or ImmediateKind.Mem or ImmediateKind.Data:
                instruction.Index = _cursor.ReadU32();
                break;
            case ImmediateKind.TypeTable or ImmediateKind.TypeField or ImmediateKind.TypeCount or ImmediateKind.TypeData
                or ImmediateKind.TypeElem or ImmediateKind.TypeType or ImmediateKind.TableTable or ImmediateKind.ElemTable
                or ImmediateKind.MemMem or ImmediateKind.DataMem:
                instruction.Index = _cursor.ReadU32();
                instruction.Index2 = _cursor.ReadU32();
                break;
            case ImmediateKind.Labels:
                BeginList(ref instruction);
                for (uint i = 0; i < instruction.ListCount; i++) _cursor.ReadU32();
                instruction.Index = _cursor.ReadU32();
                break;
            case ImmediateKind.ValTypes:
                BeginList(ref instruction);
                for (uint i = 0; i < instruction.ListCount; i++) _cursor.ReadValType();
                break;
            case ImmediateKind.MemArg:
                instruction.MemArg = ReadMemArg();
                break;
            case ImmediateKind.MemArgLane:
                instruction.MemArg = ReadMemArg();
                instruction.Index = _cursor.ReadByte();
                break;
            case ImmediateKind.Lane:
                instruction.Index = _cursor.ReadByte();
                break;
            case ImmediateKind.Lanes or ImmediateKind.V128:
                instruction.Vector = _cursor.ReadFixed128();
                break;
            case ImmediateKind.I32:
                instruction.Bits = (ulong)_cursor.ReadS32();
                break;
            case ImmediateKind.I64:
                instruction.Bits = (ulong)_cursor.ReadS64();
                break;
            case ImmediateKind.F32:
                instruction.Bits = _cursor.ReadFixed32();
                break;
            case ImmediateKind.F64:
                instruction.Bits = _cursor.ReadFixed64();
                break;
            case ImmediateKind.HeapType:
                instruction.RefType = ValType.Ref(AcceptsNull(instruction.Opcode), _cursor.ReadHeapType());
                break;
            case ImmediateKind.Cast:
                ReadCast(ref instruction);
                break;
            case ImmediateKind.Zero:
                _cursor.ReadZero();
                break;
        }
    }

    private void BeginList(ref Instruction instruction)
    {
        instruction.ListCount = (uint)_cursor.ReadLength();
        instruction.ListOffset = _cursor.Position;
    }

    /// <summary>spec: binary-memarg</summary>
    private MemArg ReadMemArg()
    {
        int at = _cursor.Position;
        uint flags = _cursor.ReadU32();
        if (flags >= 0x80) BinaryErrors.MalformedFlags("memop", flags, at);
        MemIdx memory = (flags & 0x40) != 0 ? new(_cursor.ReadU32()) : default;
        return new(flags & 0x3F, memory, _cursor.ReadU64());
    }

    /// <summary>spec: binary-castop</summary>
    private void ReadCast(ref Instruction instruction)
    {
        int at = _cursor.Position;
        byte flags = _cursor.ReadByte();
        if (flags > 3) BinaryErrors.MalformedFlags("br_on_cast", flags, at);
        instruction.Index = _cursor.ReadU32();
        instruction.RefType = ValType.Ref((flags & 1) != 0, _cursor.ReadHeapType());
        instruction.RefType2 = ValType.Ref((flags & 2) != 0, _cursor.ReadHeapType());
    }

    private static bool AcceptsNull(Opcode opcode) => opcode is Opcode.RefNull or Opcode.RefTestNull or Opcode.RefCastNull;
}
