using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Types;

/// <summary>Parses types. Not thread-safe. spec: text-type</summary>
internal sealed partial class TypeParser(TokenReader reader, ModuleScope scope, Features features)
{
    /// <summary>Parses a value type. spec: text-valtype</summary>
    public ValType ValType()
    {
        ValType? number = reader.Text switch
        {
            "i32" => Syntax.ValType.I32,
            "i64" => Syntax.ValType.I64,
            "f32" => Syntax.ValType.F32,
            "f64" => Syntax.ValType.F64,
            "v128" => Syntax.ValType.V128,
            _ => null,
        };
        if (number is not { } type) return RefType();
        reader.Next();
        return type;
    }

    /// <summary>Parses value types up to the closing parenthesis, and takes that too.</summary>
    public void ValTypesToClose(ImmutableArray<ValType>.Builder types)
    {
        while (reader.Kind != TokenKind.Close) types.Add(ValType());
        reader.Close();
    }

    /// <summary>Parses a reference type. spec: text-reftype</summary>
    public ValType RefType()
    {
        if (reader.TryOpen("ref"))
        {
            ValType type = Syntax.ValType.Ref(reader.TryKeyword("null"), HeapType());
            reader.Close();
            return type;
        }
        HeapType heap = Abbreviated(reader.Text) ?? throw reader.UnexpectedAfterOpen();
        reader.Next();
        return Syntax.ValType.Ref(nullable: true, heap);
    }

    /// <summary>Whether a reference type comes next, rather than an expression or a list of indices.</summary>
    public bool IsRefType => reader.IsOpen("ref") || Abbreviated(reader.Text) is not null;

    /// <summary>Parses a heap type. spec: text-heaptype</summary>
    public HeapType HeapType() =>
        reader.Kind == TokenKind.Keyword ? AbstractHeapType(reader) : Concrete(scope.Types.Resolve(reader));

    /// <summary>Parses a heap type that isn't a type of the module. spec: text-absheaptype</summary>
    public static HeapType AbstractHeapType(TokenReader reader)
    {
        HeapType heap = reader.Text switch
        {
            "any" => Syntax.HeapType.Any,
            "eq" => Syntax.HeapType.Eq,
            "i31" => Syntax.HeapType.I31,
            "struct" => Syntax.HeapType.Struct,
            "array" => Syntax.HeapType.Array,
            "none" => Syntax.HeapType.None,
            "func" => Syntax.HeapType.Func,
            "nofunc" => Syntax.HeapType.NoFunc,
            "extern" => Syntax.HeapType.Extern,
            "noextern" => Syntax.HeapType.NoExtern,
            "exn" => Syntax.HeapType.Exn,
            "noexn" => Syntax.HeapType.NoExn,
            _ => throw reader.Unexpected(),
        };
        reader.Next();
        return heap;
    }

    private static HeapType? Abbreviated(ReadOnlySpan<char> word) => word switch
    {
        "anyref" => Syntax.HeapType.Any,
        "eqref" => Syntax.HeapType.Eq,
        "i31ref" => Syntax.HeapType.I31,
        "structref" => Syntax.HeapType.Struct,
        "arrayref" => Syntax.HeapType.Array,
        "nullref" => Syntax.HeapType.None,
        "funcref" => Syntax.HeapType.Func,
        "nullfuncref" => Syntax.HeapType.NoFunc,
        "externref" => Syntax.HeapType.Extern,
        "nullexternref" => Syntax.HeapType.NoExtern,
        "exnref" => Syntax.HeapType.Exn,
        "nullexnref" => Syntax.HeapType.NoExn,
        _ => null,
    };

    // No module has so many types; an index beyond them is as unknown when it is clamped.
    private static HeapType Concrete(uint index) => Syntax.HeapType.Concrete(new TypeIdx(Math.Min(index, int.MaxValue)));
}
