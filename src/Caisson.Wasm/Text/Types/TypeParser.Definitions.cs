using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Types;

internal sealed partial class TypeParser
{
    /// <summary>Parses a type field, of which the keyword has been taken, as a recursion group of its own. spec: text-typedef</summary>
    public void TypeDefinition(SectionWriter section) => SubTypeDefinition(section.Item(), isAlone: true);

    /// <summary>Parses a recursion group, of which the keyword has been taken. spec: text-rectype</summary>
    /// <param name="section">Where it goes.</param>
    /// <param name="keepsGroup">Whether a group with fewer than two types is written as one.</param>
    public void RecursionGroup(SectionWriter section, bool keepsGroup = false)
    {
        ByteWriter members = new();
        uint count = 0;
        while (reader.TryOpen("type"))
        {
            count++;
            SubTypeDefinition(members, isAlone: count == 1 && IsLastMember());
        }
        reader.Close();
        // A group of one is what a type alone is, and an empty one nothing.
        if (count == 0 && !keepsGroup) return;
        ByteWriter target = section.Item();
        if (count > 1 || keepsGroup)
        {
            target.Byte(0x4E);
            target.Unsigned(count);
        }
        target.Bytes(members.Written);
    }

    /// <summary>Whether the member of a group of which the opening has been taken is the last one.</summary>
    private bool IsLastMember()
    {
        int start = reader.Position;
        reader.SkipToClose();
        bool last = reader.Kind == TokenKind.Close;
        reader.Position = start;
        return last;
    }

    private void SubTypeDefinition(ByteWriter target, bool isAlone)
    {
        reader.TryId();
        bool isSub = reader.TryOpen("sub");
        bool isFinal = !isSub || reader.TryKeyword("final");
        List<uint> supers = [];
        while (isSub && reader.Kind != TokenKind.Open) supers.Add(scope.Types.Resolve(reader));
        if (!isFinal || supers.Count > 0) WriteSub(target, isFinal, supers);
        (CompType type, IndexSpace? fields) = CompType();
        target.CompType(type);
        if (isSub) reader.Close();
        reader.Close();
        scope.TypeTable.Add(type, fields, isPlain: isAlone && isFinal && supers.Count == 0);
    }

    private static void WriteSub(ByteWriter target, bool isFinal, List<uint> supers)
    {
        target.Byte(isFinal ? (byte)0x4F : (byte)0x50);
        target.Unsigned((ulong)supers.Count);
        foreach (uint super in supers) target.Unsigned(super);
    }

    private (CompType Type, IndexSpace? Fields) CompType()
    {
        IndexSpace? fields = null;
        CompType type;
        if (reader.TryOpen("func")) type = Signature(allowIds: true, locals: null);
        else if (reader.TryOpen("struct")) type = Structure(fields = new IndexSpace("field"));
        else if (reader.TryOpen("array")) type = new ArrayType(FieldType());
        else throw reader.UnexpectedAfterOpen();
        reader.Close();
        return (type, fields);
    }

    private StructType Structure(IndexSpace ids)
    {
        ImmutableArray<FieldType>.Builder fields = ImmutableArray.CreateBuilder<FieldType>();
        while (reader.TryOpen("field"))
        {
            if (reader.Kind == TokenKind.Id)
            {
                ids.Declare(reader);
                fields.Add(FieldType());
            }
            else
            {
                for (; reader.Kind != TokenKind.Close; ids.Skip()) fields.Add(FieldType());
            }
            reader.Close();
        }
        return new StructType(fields.DrainToImmutable());
    }

    private FieldType FieldType()
    {
        bool mutable = reader.TryOpen("mut");
        PackedKind packed = reader.TryKeyword("i8") ? PackedKind.I8 : reader.TryKeyword("i16") ? PackedKind.I16 : PackedKind.None;
        ValType type = packed == PackedKind.None ? ValType() : Syntax.ValType.I32;
        if (mutable) reader.Close();
        return new FieldType(type, packed, mutable);
    }
}
