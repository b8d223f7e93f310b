using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Constant instructions, with a liking for the numbers at which something changes.</summary>
internal static class Literals
{
    private static readonly string[] I32 = ["0", "1", "-1", "2", "31", "32", "0x7fffffff", "0x80000000", "0xffff", "255"];
    private static readonly string[] I64 = ["0", "1", "-1", "2", "63", "64", "0x7fffffffffffffff", "0x8000000000000000", "0xffffffff", "0x100000000"];

    private static readonly string[] Floats =
    [
        "0", "-0", "1", "-1", "0.5", "-0.5", "1.5", "2.5", "-2.5", "inf", "-inf", "nan", "-nan", "1e-40", "3.25", "100", "-7",
        "0x1p31", "-0x1p31", "0x1p32", "0x1p63", "-0x1p63", "0x1p64", "0x1.fffffep+30", "0x1p23", "0x1p52", "1e30",
    ];

    public static string Number(ValType type, Chance chance) => string.Create(CultureInfo.InvariantCulture, $"{type}.const {Digits(type, chance)}");

    public static string Null(ValType type) => type == ValType.FuncRef ? "ref.null func" : "ref.null extern";

    private static string Digits(ValType type, Chance chance) => type.Kind switch
    {
        ValKind.I32 when chance.OneIn(2) => chance.Pick(I32),
        ValKind.I32 => Text(chance.OneIn(2) ? chance.Below(100) : (int)chance.Any64()),
        ValKind.I64 when chance.OneIn(2) => chance.Pick(I64),
        ValKind.I64 => Text(chance.OneIn(2) ? chance.Below(100) : chance.Any64()),
        _ => chance.Pick(Floats),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
