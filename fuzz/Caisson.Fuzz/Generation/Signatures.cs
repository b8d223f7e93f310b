using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// Function types that a host can call with values of its own. The same few for all modules: making a way from the host into a
/// function of a new type costs an engine more than compiling a small function.
/// </summary>
internal static class Signatures
{
    private const int Count = 40;
    private const int Seed = 7;

    private static readonly ValType[] Scalars =
    [
        ValType.I32, ValType.I32, ValType.I32, ValType.I64, ValType.I64, ValType.F32, ValType.F64,
    ];

    private static readonly ValType[] References = [.. Scalars, ValType.FuncRef, ValType.ExternRef];

    private static readonly FuncType[] Plain = Make(References, Seed);

    private static readonly FuncType[] Vectors = Make([.. Scalars, ValType.V128, ValType.V128], Seed + 1);

    private static readonly FuncType[] Numbers = Make(Scalars, Seed + 2);

    public static FuncType Any(Chance chance, bool vectors) => chance.Pick(vectors && chance.OneIn(2) ? Vectors : Plain);

    /// <summary>Of a function that the host provides.</summary>
    public static FuncType OfHost(Chance chance) => chance.Pick(Numbers);

    private static FuncType[] Make(ValType[] types, int seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, Count).Select(i => new FuncType([.. Some(4)], [.. Some(i % 3 == 0 ? 3 : 1)]))];

        IEnumerable<ValType> Some(int most) => Enumerable.Range(0, chance.Between(0, most)).Select(_ => chance.Pick(types));
    }
}
