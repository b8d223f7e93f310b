using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>What can be imported and exported. spec: syntax-externaddr</summary>
internal abstract class ExternInst;

/// <summary>A function. spec: syntax-funcinst</summary>
/// <param name="type">Its type.</param>
/// <param name="typeNumber">The number of its type in the store.</param>
internal abstract class FuncInst(FuncType type, int typeNumber) : ExternInst
{
    public FuncType Type { get; } = type;

    public int TypeNumber { get; } = typeNumber;
}

/// <summary>A function of a module.</summary>
/// <param name="module">Its module.</param>
/// <param name="index">Its index there.</param>
/// <param name="type">Its type.</param>
/// <param name="typeNumber">The number of its type in the store.</param>
internal sealed class WasmFunc(ModuleInst module, int index, FuncType type, int typeNumber) : FuncInst(type, typeNumber)
{
    private Code? _code;

    public ModuleInst Module { get; } = module;

    public int Index { get; } = index;

    /// <summary>Decoded at the first call.</summary>
    public Code Code => _code ??= Code.Of(Module.Syntax, Module.Syntax.Code[Index - Module.Syntax.ImportCounts.Functions]);
}

/// <summary>A function of the host.</summary>
/// <param name="type">Its type.</param>
/// <param name="typeNumber">The number of its type in the store.</param>
/// <param name="code">What it does.</param>
internal sealed class HostFunc(FuncType type, int typeNumber, Func<Val[], Val[]> code) : FuncInst(type, typeNumber)
{
    public Func<Val[], Val[]> Code { get; } = code;
}

/// <summary>spec: syntax-taginst</summary>
internal sealed class TagInst(FuncType type, int typeNumber) : ExternInst
{
    public FuncType Type { get; } = type;

    public int TypeNumber { get; } = typeNumber;
}

/// <summary>spec: syntax-globalinst</summary>
/// <param name="type">Its type; type indices are numbers of the store.</param>
/// <param name="value">Its value at first.</param>
internal sealed class GlobalInst(GlobalType type, Val value) : ExternInst
{
    public GlobalType Type { get; } = type;

    public Val Value { get; set; } = value;
}

/// <summary>spec: syntax-eleminst</summary>
internal sealed class ElemInst(Val[] elem)
{
    public Val[] Elem { get; private set; } = elem;

    /// <summary>spec: exec-elem.drop</summary>
    public void Drop() => Elem = [];
}

/// <summary>spec: syntax-datainst</summary>
internal sealed class DataInst(byte[] data)
{
    public byte[] Data { get; private set; } = data;

    /// <summary>spec: exec-data.drop</summary>
    public void Drop() => Data = [];
}
