using System.Numerics;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Types;

internal sealed partial class TypeParser
{
    /// <summary>Takes the opening of <c>(func</c>, <c>(table</c>, <c>(memory</c>, <c>(global</c> or <c>(tag</c>.</summary>
    public ExternKind OpenExternKind()
    {
        ExternKind kind = reader.OpenedKeyword switch
        {
            "func" => ExternKind.Func,
            "table" => ExternKind.Table,
            "memory" => ExternKind.Mem,
            "global" => ExternKind.Global,
            "tag" => ExternKind.Tag,
            _ => throw reader.UnexpectedAfterOpen(),
        };
        reader.Position += 2;
        return kind;
    }

    /// <summary>Parses the type of an import or export and writes it, its kind first. spec: text-externtype</summary>
    public void ExternType(ByteWriter target, ExternKind kind)
    {
        target.Byte((byte)kind);
        switch (kind)
        {
            case ExternKind.Func: target.Unsigned(TypeUse(new IndexSpace("local"))); break;
            case ExternKind.Table: target.TableType(TableType()); break;
            case ExternKind.Mem: target.MemType(MemType()); break;
            case ExternKind.Global: target.GlobalType(GlobalType()); break;
            case ExternKind.Tag: TagType(target); break;
        }
    }

    /// <summary>Parses a tag type and writes it. spec: text-tagtype</summary>
    public void TagType(ByteWriter target)
    {
        target.Byte(0);
        target.Unsigned(TypeUse(new IndexSpace("local")));
    }

    /// <summary>Parses a global type. spec: text-globaltype</summary>
    public GlobalType GlobalType()
    {
        bool mutable = reader.TryOpen("mut");
        ValType type = ValType();
        if (mutable) reader.Close();
        return new GlobalType(type, mutable);
    }

    /// <summary>Parses a table type. spec: text-tabletype</summary>
    public TableType TableType() => TableType(AddressType());

    /// <summary>Parses a table type behind the type of its indices.</summary>
    public TableType TableType(bool is64)
    {
        Limits limits = Limits();
        return new TableType(limits, RefType(), is64);
    }

    /// <summary>Parses a memory type. spec: text-memtype</summary>
    public MemType MemType()
    {
        bool is64 = AddressType();
        Limits limits = Limits();
        bool shared = reader.TryKeyword("shared");
        return new MemType(limits, is64, shared, PageSize());
    }

    /// <summary>Parses the optional type of addresses; true for <c>i64</c>. spec: text-addrtype</summary>
    public bool AddressType()
    {
        bool is64 = reader.TryKeyword("i64");
        if (!is64) reader.TryKeyword("i32");
        return is64;
    }

    /// <summary>Parses the optional page size; its logarithm.</summary>
    public byte PageSize()
    {
        if (!reader.TryOpen("pagesize")) return 16;
        Token token = reader.Current;
        ulong size = reader.Nat(64);
        if (!BitOperations.IsPow2(size)) throw TextErrors.At(reader.Source, token.Start, TextErrors.InvalidPageSize);
        reader.Close();
        return (byte)BitOperations.Log2(size);
    }

    /// <summary>
    /// Limits may be too large for their address type, which is for validation to say; but before memory64 they were numbers of 32
    /// bits. spec: text-limits
    /// </summary>
    private Limits Limits()
    {
        int bits = features.HasFlag(Features.Memory64) ? 64 : 32;
        ulong min = reader.Nat(bits);
        return new Limits(min, reader.Kind == TokenKind.Nat ? reader.Nat(bits) : null);
    }
}
