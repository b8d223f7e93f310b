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

    private static readonly (string Shape, ValType Lane, int Count)[] Vectors =
    [
        ("i8x16", ValType.I32, 16), ("i16x8", ValType.I32, 8), ("i32x4", ValType.I32, 4), ("i64x2", ValType.I64, 2), ("f32x4", ValType.F32, 4), ("f64x2", ValType.F64, 2),
    ];

    public static string Number(ValType type, Chance chance) =>
        type == ValType.V128 ? Vector(chance) : $"{type}.const {Digits(type, chance)}";

    private static string Vector(Chance chance)
    {
        (string shape, ValType lane, int count) = chance.Pick(Vectors);
        string same = LaneDigits(shape, lane, chance);
        bool splat = chance.OneIn(3);
        return $"v128.const {shape} {string.Join(' ', Enumerable.Range(0, count).Select(_ => splat ? same : LaneDigits(shape, lane, chance)))}";
    }

    private static string LaneDigits(string shape, ValType lane, Chance chance) => shape switch
    {
        "i8x16" => Text(chance.OneIn(2) ? chance.Below(256) - 128 : chance.Pick([0, 1, -1, 127, -128, 255, 15, 16])),
        "i16x8" => Text(chance.OneIn(2) ? chance.Below(65536) - 32768 : chance.Pick([0, 1, -1, 32767, -32768, 65535, 255])),
        _ => Digits(lane, chance),
    };

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
