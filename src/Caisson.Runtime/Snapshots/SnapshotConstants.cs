using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>
/// Writes what an instance holds as constant expressions, and remembers which functions they refer to. Not thread-safe. spec: valid-constant
/// </summary>
internal sealed class SnapshotConstants
{
    private readonly Instance _instance;
    private readonly Dictionary<Function, uint> _imported = new(ReferenceEqualityComparer.Instance);

    public SnapshotConstants(Instance instance)
    {
        _instance = instance;
        for (int i = 0; i < instance.Module.Syntax.ImportCounts.Functions; i++) _imported.TryAdd(instance.FunctionAt(i), (uint)i);
    }

    /// <summary>The functions that the snapshot refers to outside of its code. spec: syntax-undeclared</summary>
    public HashSet<uint> Declared { get; } = [];

    /// <summary>Adds the functions that instructions of the module make references of.</summary>
    public static void AddFunctions(HashSet<uint> functions, ModuleSyntax module, ByteRange instructions)
    {
        var reader = new InstructionReader(module.Bytes.Span, instructions);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
            if (instruction.Opcode == Opcode.RefFunc) functions.Add(instruction.Index);
    }

    /// <summary>An address or index, as the offset of a segment.</summary>
    public static void Offset(ByteWriter writer, bool is64, ulong offset)
    {
        writer.Opcode(is64 ? Opcode.I64Const : Opcode.I32Const);
        writer.Signed(is64 ? (long)offset : (int)(uint)offset);
        writer.Opcode(Opcode.End);
    }

    /// <summary>The value of a global that isn't a reference.</summary>
    public static void Number(ByteWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValKind.I32:
                writer.Opcode(Opcode.I32Const);
                writer.Signed(value.AsInt32());
                break;
            case ValKind.I64:
                writer.Opcode(Opcode.I64Const);
                writer.Signed(value.AsInt64());
                break;
            case ValKind.F32:
                writer.Opcode(Opcode.F32Const);
                writer.Fixed32(BitConverter.SingleToUInt32Bits(value.AsSingle()));
                break;
            case ValKind.F64:
                writer.Opcode(Opcode.F64Const);
                writer.Fixed64(BitConverter.DoubleToUInt64Bits(value.AsDouble()));
                break;
            default:
                writer.Opcode(Opcode.V128Const);
                for (int i = 0; i < 16; i++) writer.Byte(value.AsVector128()[i]);
                break;
        }
        writer.Opcode(Opcode.End);
    }

    /// <summary>A reference; false, and nothing written, when no constant expression can make it.</summary>
    public bool TryReference(ByteWriter writer, ValType type, object? reference)
    {
        switch (reference)
        {
            case null:
                writer.Opcode(Opcode.RefNull);
                writer.HeapType(type.Heap);
                break;
            case Function function when IndexOf(function) is { } index:
                writer.Opcode(Opcode.RefFunc);
                writer.Unsigned(index);
                break;
            case WasmI31 number:
                writer.Opcode(Opcode.I32Const);
                writer.Signed(number.Signed);
                writer.Opcode(Opcode.RefI31);
                if (type.Heap == HeapType.Extern) writer.Opcode(Opcode.ExternConvertAny);
                break;
            default:
                return false;
        }
        writer.Opcode(Opcode.End);
        return true;
    }

    /// <summary>The index of a function, which the caller is about to write; null for one that the module neither defines nor imports.</summary>
    public uint? IndexOf(object? reference)
    {
        if (reference is not Function function) return null;
        uint index = (uint)function.Index;
        if (function.Instance != _instance && !_imported.TryGetValue(function, out index)) return null;
        Declared.Add(index);
        return index;
    }
}
