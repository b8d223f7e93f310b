using System.Collections.Immutable;
using System.Numerics;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Literals;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Instructions;

// One method for each kind of immediates that is more than a single index, in the order of ImmediateKind.
internal sealed partial class InstructionParser
{
    private void Catches()
    {
        ByteWriter clauses = new();
        uint count = 0;
        for (; CatchKindAhead() is { } kind; count++)
        {
            reader.Position += 2;
            clauses.Byte((byte)kind);
            if (kind is CatchKind.Catch or CatchKind.CatchRef) clauses.Unsigned(scope.Tags.Resolve(reader));
            clauses.Unsigned(Labels.Resolve(reader));
            reader.Close();
        }
        code.Unsigned(count);
        code.Bytes(clauses.Written);
    }

    private CatchKind? CatchKindAhead() => reader.OpenedKeyword switch
    {
        "catch" => CatchKind.Catch,
        "catch_ref" => CatchKind.CatchRef,
        "catch_all" => CatchKind.CatchAll,
        "catch_all_ref" => CatchKind.CatchAllRef,
        _ => null,
    };

    /// <summary>The last label is the default, which stands apart in the binary format.</summary>
    private void LabelList(ByteWriter target)
    {
        List<uint> labels = [Labels.Resolve(reader)];
        while (IsIndex) labels.Add(Labels.Resolve(reader));
        target.Unsigned((ulong)labels.Count - 1);
        foreach (uint label in labels) target.Unsigned(label);
    }

    private void TypeTable(ByteWriter target)
    {
        uint table = OptionalIndex(scope.Tables);
        target.Unsigned(types.TypeUse());
        target.Unsigned(table);
    }

    private void TypeField(ByteWriter target)
    {
        uint type = scope.Types.Resolve(reader);
        target.Unsigned(type);
        target.Unsigned(scope.TypeTable.FieldsOf(type).Resolve(reader));
    }

    private void TypeCount(ByteWriter target)
    {
        target.Unsigned(scope.Types.Resolve(reader));
        target.Unsigned(reader.Nat(32));
    }

    private void TypeData(ByteWriter target)
    {
        target.Unsigned(scope.Types.Resolve(reader));
        target.Unsigned(DataIndex());
    }

    private void TypeElem(ByteWriter target)
    {
        target.Unsigned(scope.Types.Resolve(reader));
        target.Unsigned(scope.Elems.Resolve(reader));
    }

    private void TypeType(ByteWriter target)
    {
        target.Unsigned(scope.Types.Resolve(reader));
        target.Unsigned(scope.Types.Resolve(reader));
    }

    private void ValTypes(ByteWriter target)
    {
        ImmutableArray<ValType>.Builder results = ImmutableArray.CreateBuilder<ValType>();
        while (reader.TryOpen("result")) types.ValTypesToClose(results);
        target.ValTypes(results.DrainToImmutable());
    }

    private uint OptionalIndex(IndexSpace space) => IsIndex ? space.Resolve(reader) : 0;

    private void IndexPair(IndexSpace space, ByteWriter target)
    {
        bool given = IsIndex;
        target.Unsigned(given ? space.Resolve(reader) : 0);
        target.Unsigned(given ? space.Resolve(reader) : 0);
    }

    /// <summary>The text names the optional container first, the binary format the segment.</summary>
    private void SegmentOf(IndexSpace containers, IndexSpace segments, ByteWriter target)
    {
        bool both = reader.KindAt(1) is TokenKind.Nat or TokenKind.Id;
        uint container = both ? containers.Resolve(reader) : 0;
        target.Unsigned(segments.Resolve(reader));
        target.Unsigned(container);
    }

    private uint DataIndex()
    {
        NamesData = true;
        return scope.Datas.Resolve(reader);
    }

    private void DataMem(ByteWriter target)
    {
        NamesData = true;
        SegmentOf(scope.Memories, scope.Datas, target);
    }

    /// <summary>Memory, offset and alignment, all optional. spec: text-memarg, binary-memarg</summary>
    private void MemArg(Opcode opcode, ByteWriter target, bool hasMemory)
    {
        uint memory = hasMemory ? scope.Memories.Resolve(reader) : 0;
        ulong offset = Attribute("offset=") ?? 0;
        Token token = reader.Current;
        ulong align = Attribute("align=") ?? (ulong)opcode.AccessBytes;
        if (!BitOperations.IsPow2(align)) throw TextErrors.At(reader.Source, token.Start, TextErrors.AlignmentNotPowerOfTwo);
        target.Unsigned((uint)BitOperations.Log2(align) | (memory != 0 ? 0x40u : 0));
        if (memory != 0) target.Unsigned(memory);
        target.Unsigned(offset);
    }

    private ulong? Attribute(string name)
    {
        if (reader.Kind != TokenKind.Keyword || !Keywords.IsAttribute(reader.Text, name)) return null;
        bool fits = IntegerLiteral.TryParseNat(reader.Text[name.Length..], 64, out ulong value);
        if (!fits) throw reader.Error(TextErrors.IntegerOutOfRange(64));
        reader.Next();
        return value;
    }

    /// <summary>A single number is the lane; only another number or an attribute makes the first one a memory.</summary>
    private void MemArgLane(Opcode opcode, ByteWriter target)
    {
        bool hasMemory = reader.Kind == TokenKind.Id
            || (reader.Kind == TokenKind.Nat && (reader.KindAt(1) == TokenKind.Nat || Keywords.IsMemArg(reader.TextAt(1))));
        MemArg(opcode, target, hasMemory);
        target.Byte((byte)reader.Nat(8));
    }

    private void Lanes(ByteWriter target)
    {
        int count = 0;
        for (; reader.IsNumber(); count++)
        {
            if (reader.Kind != TokenKind.Nat) throw reader.Error(TextErrors.IntegerOutOfRange(8));
            target.Byte((byte)reader.Nat(8));
        }
        if (count != 16) throw reader.WrongCount(TextErrors.InvalidLaneLength);
    }

    private void CastTo(Opcode opcode, ByteWriter target)
    {
        ValType type = types.RefType();
        target.Opcode(!type.Nullable ? opcode : opcode == Opcode.RefTest ? Opcode.RefTestNull : Opcode.RefCastNull);
        target.HeapType(type.Heap);
    }

    private void Cast(ByteWriter target)
    {
        uint label = Labels.Resolve(reader);
        ValType from = types.RefType();
        ValType to = types.RefType();
        target.Byte((byte)((from.Nullable ? 1 : 0) | (to.Nullable ? 2 : 0)));
        target.Unsigned(label);
        target.HeapType(from.Heap);
        target.HeapType(to.Heap);
    }
}
