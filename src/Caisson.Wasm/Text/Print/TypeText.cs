using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>Writes types. Not thread-safe. spec: text-type</summary>
/// <param name="types">The identifiers of types.</param>
/// <param name="fields">The identifiers of the fields of a structure, by the index of its type.</param>
/// <param name="find">The type at an index; null when there is none or it isn't known.</param>
/// <param name="output">Where they go.</param>
internal sealed class TypeText(Identifiers types, Func<uint, Identifiers> fields, Func<uint, CompType?> find, TextOutput output)
{
    // A signature is repeated beside the index of its type, for people; a longer one would help them no more.
    private const int MostRepeated = 16;

    /// <summary>Writes a value type. spec: text-valtype</summary>
    public void ValType(ValType type)
    {
        if (!type.IsRef || !type.Heap.IsConcrete)
        {
            output.Write(type.ToString());
            return;
        }
        output.Write(type.Nullable ? "(ref null " : "(ref ");
        HeapType(type.Heap);
        output.Write(')');
    }

    /// <summary>Writes a heap type. spec: text-heaptype</summary>
    public void HeapType(HeapType type)
    {
        if (type.IsConcrete) types.Use(output, type.Index.Value);
        else output.Write(type.ToString());
    }

    /// <summary>Writes a space and a subtype. spec: text-subtype</summary>
    public void SubType(SubType type, uint index)
    {
        bool isSub = !type.Final || type.Super is not null;
        if (isSub) output.Write(type.Final ? " (sub final" : " (sub");
        if (type.Super is { } super)
        {
            output.Write(' ');
            types.Use(output, super.Value);
        }
        CompType(type.Comp, index);
        if (isSub) output.Write(')');
    }

    /// <summary>Writes a space and a composite type. spec: text-comptype</summary>
    public void CompType(CompType type, uint index)
    {
        switch (type)
        {
            case FuncType func:
                output.Write(" (func");
                Declarations("param", func.Parameters);
                Declarations("result", func.Results);
                break;
            case StructType structure:
                output.Write(" (struct");
                Identifiers ids = fields(index);
                for (int i = 0; i < structure.Fields.Length; i++) Field(structure.Fields[i], ids, (uint)i);
                break;
            case ArrayType array:
                output.Write(" (array ");
                FieldType(array.Element);
                break;
        }
        output.Write(')');
    }

    /// <summary>Writes <c>(type i)</c>, and what it says if that is short. spec: text-typeuse</summary>
    /// <param name="type">The type.</param>
    /// <param name="parameters">The identifiers of the parameters.</param>
    public void TypeUse(TypeIdx type, Identifiers parameters)
    {
        output.Write(" (type ");
        types.Use(output, type.Value);
        output.Write(')');
        if (TryFunc(type) is not { } func) return;
        if (func.Parameters.Length + func.Results.Length > MostRepeated && parameters.IsEmpty) return;
        Declarations("param", func.Parameters, parameters);
        Declarations("result", func.Results);
    }

    /// <summary>The function type at an index; null when there is none.</summary>
    public FuncType? TryFunc(TypeIdx type) => find(type.Value) as FuncType;

    /// <summary>Writes types in a form of their own each, if they have names, else together.</summary>
    public void Declarations(string keyword, ImmutableArray<ValType> declared, Identifiers? ids = null)
    {
        Declarations declarations = new(output, this, keyword, ids ?? Identifiers.None);
        for (int i = 0; i < declared.Length; i++) declarations.Add((uint)i, declared[i]);
        declarations.End();
    }

    /// <summary>Writes limits. spec: text-limits</summary>
    public void Limits(Limits limits)
    {
        output.Write(limits.Min);
        if (limits.Max is not { } max) return;
        output.Write(' ');
        output.Write(max);
    }

    /// <summary>Writes a space and a table type. spec: text-tabletype</summary>
    public void TableType(TableType type)
    {
        output.Write(type.Is64 ? " i64 " : " ");
        Limits(type.Limits);
        output.Write(' ');
        ValType(type.Element);
    }

    /// <summary>Writes a space and a memory type. spec: text-memtype</summary>
    public void MemType(MemType type)
    {
        output.Write(type.Is64 ? " i64 " : " ");
        Limits(type.Limits);
        if (type.Shared) output.Write(" shared");
        if (type.PageSizeLog2 == 16) return;
        output.Write(" (pagesize ");
        output.Write(1UL << type.PageSizeLog2);
        output.Write(')');
    }

    /// <summary>Writes a space and a global type. spec: text-globaltype</summary>
    public void GlobalType(GlobalType type)
    {
        output.Write(type.Mutable ? " (mut " : " ");
        ValType(type.Type);
        if (type.Mutable) output.Write(')');
    }

    private void Field(FieldType type, Identifiers ids, uint index)
    {
        output.Write(" (field");
        ids.Define(output, index);
        output.Write(' ');
        FieldType(type);
        output.Write(')');
    }

    private void FieldType(FieldType type)
    {
        if (type.Mutable) output.Write("(mut ");
        if (type.Packed == PackedKind.None) ValType(type.Type);
        else output.Write(type.Packed == PackedKind.I8 ? "i8" : "i16");
        if (type.Mutable) output.Write(')');
    }
}
