using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// What function bodies are validated against: the context of the specification. Complete, and from then on read-only and shared
/// by threads, once the definitions of the module are validated. spec: context
/// </summary>
internal sealed class ModuleContext
{
    private readonly ulong[] _declaredFunctions;
    private readonly bool[] _legal = new bool[Opcodes.Count];

    public ModuleContext(ModuleSyntax module, Features features)
    {
        Module = module;
        Features = features;
        _declaredFunctions = new ulong[(module.Functions.Length + 63) / 64];
        foreach (Opcode opcode in Opcodes.All)
            _legal[(int)opcode] = opcode.Features == 0 || (opcode.Features & features) != 0;
    }

    public ModuleSyntax Module { get; }

    public Features Features { get; }

    public TypeMatcher Types { get; set; } = null!;

    /// <summary>Number of leading types that are validated so far; a rec group sees its own and the earlier ones.</summary>
    public int VisibleTypes { get; set; }

    /// <summary>Number of leading globals that constant expressions may refer to so far.</summary>
    public int VisibleGlobals { get; set; }

    public bool IsLegal(Opcode opcode) => _legal[(int)opcode];

    public bool Has(Features feature) => (Features & feature) != 0;

    public void DeclareFunction(uint index) => _declaredFunctions[index / 64] |= 1uL << (int)(index % 64);

    public bool IsDeclared(uint index) => (_declaredFunctions[index / 64] & (1uL << (int)(index % 64))) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CompType CompType(uint index, Place at) => index < (uint)VisibleTypes
        ? Module.Types[(int)index].Comp
        : ValidationErrors.Unknown<CompType>(at, "type", index);

    public FuncType FuncType(uint index, Place at) =>
        CompType(index, at) as FuncType ?? ValidationErrors.WrongKind<FuncType>(at, "function", index);

    public StructType StructType(uint index, Place at) =>
        CompType(index, at) as StructType ?? ValidationErrors.WrongKind<StructType>(at, "structure", index);

    public FieldType ArrayElement(uint index, Place at) =>
        (CompType(index, at) as ArrayType ?? ValidationErrors.WrongKind<ArrayType>(at, "array", index)).Element;

    public TypeIdx Func(uint index, Place at) => Lookup(Module.Functions, "function", index, at);

    public ref readonly TableType Table(uint index, Place at) => ref LookupRef(Module.Tables, "table", index, at);

    public ref readonly MemType Memory(uint index, Place at) => ref LookupRef(Module.Memories, "memory", index, at);

    public GlobalType Global(uint index, Place at) => index < (uint)VisibleGlobals
        ? Module.Globals[(int)index]
        : ValidationErrors.Unknown<GlobalType>(at, "global", index);

    /// <summary>The type of a tag: its parameters are the payload.</summary>
    public FuncType Tag(uint index, Place at) => FuncType(Lookup(Module.Tags, "tag", index, at).Type.Value, at);

    public ElemSegment Elem(uint index, Place at) => Lookup(Module.Elems, "elem segment", index, at);

    /// <summary>spec: valid-val</summary>
    public void CheckValType(ValType type, Place at)
    {
        if (type.Kind <= ValKind.F64) return;
        if (type.Kind == ValKind.V128) Require(Features.Simd, type, at);
        else CheckRefType(type, at);
    }

    /// <summary>spec: valid-reftype</summary>
    public void CheckRefType(ValType type, Place at)
    {
        HeapType heap = type.Heap;
        if (heap.IsConcrete && heap.Code >= VisibleTypes) ValidationErrors.Unknown(at, "type", (uint)heap.Code);
        if (!type.Nullable || heap.IsConcrete) Require(Features.FunctionReferences | Features.GarbageCollection, type, at);
        else if (heap == HeapType.Func || heap == HeapType.Extern) Require(Features.ReferenceTypes, type, at);
        else if (heap == HeapType.Exn || heap == HeapType.NoExn) Require(Features.ExceptionHandling, type, at);
        else Require(Features.GarbageCollection, type, at);
    }

    private void Require(Features anyOf, ValType type, Place at)
    {
        if (!Has(anyOf)) ValidationErrors.NeedsFeature(at, $"type {type}", anyOf);
    }

    /// <summary>Without a copy: the types of memories and tables are large, and looked up with each access.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T LookupRef<T>(ImmutableArray<T> items, string space, uint index, Place at)
    {
        if (index >= (uint)items.Length) ValidationErrors.Unknown(at, space, index);
        return ref items.AsSpan()[(int)index];
    }

    private static T Lookup<T>(ImmutableArray<T> items, string space, uint index, Place at) =>
        index < (uint)items.Length ? items[(int)index] : ValidationErrors.Unknown<T>(at, space, index);
}
