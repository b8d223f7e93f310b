using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What the functions of a generated module can refer to. Global 0 is the fuel, which bounds how long calls take.</summary>
internal sealed class ModuleShape
{
    public const int MemoryPages = 1;
    public const int MaxMemoryPages = 3;
    public const int DataBytes = 24;
    public const int TableSize = 6;
    public const int MaxTableSize = 12;
    public const int ElemCount = 4;

    private static readonly ValType[] Types =
    [
        ValType.I32, ValType.I32, ValType.I32, ValType.I64, ValType.I64, ValType.F32, ValType.F64, ValType.FuncRef, ValType.ExternRef,
    ];

    public ModuleShape(Chance chance)
    {
        int functions = chance.Between(2, 5);
        Functions = [.. Enumerable.Range(0, functions).Select(i => new FuncType([.. AnyTypes(chance, 4)], [.. AnyTypes(chance, i == 0 ? 1 : 3)]))];
        if (chance.OneIn(2)) Functions[^1] = Functions[0];
        Globals = [ValType.I32, ValType.I32, ValType.I64, .. AnyTypes(chance, 4)];
    }

    public FuncType[] Functions { get; }

    /// <summary>All mutable.</summary>
    public ValType[] Globals { get; }

    /// <summary>The element types of the tables.</summary>
    public ValType[] Tables { get; } = [ValType.FuncRef, ValType.ExternRef];

    public static ValType AnyType(Chance chance) => chance.Pick(Types);

    public static ValType[] AnyTypes(Chance chance, int most) => [.. Enumerable.Range(0, chance.Between(0, most)).Select(_ => AnyType(chance))];
}
