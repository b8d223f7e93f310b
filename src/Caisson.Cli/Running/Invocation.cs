using System.Globalization;
using System.Numerics;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Running;

/// <summary>One call of an exported function from the command line: arguments from text, results to text, as WAVE writes numbers.</summary>
internal static class Invocation
{
    /// <summary>The exported function of a name.</summary>
    /// <exception cref="Failure">There is none: what there is instead.</exception>
    public static FuncType Find(Module module, string name)
    {
        if (module.Exports.FirstOrDefault(export => export.Name == name)?.Type is FuncExternType found) return found.Type;
        string[] functions = [.. module.Exports.Where(export => export.Type is FuncExternType).Select(export => export.Name)];
        throw new Failure(ExitCode.Usage, $"the module exports no function named `{name}`")
        {
            Help = Suggestion.For(name, functions) is { } nearest ? $"did you mean `{nearest}`?"
                : functions.Length == 0 ? "it exports no function at all"
                : $"it exports {string.Join(", ", functions.Take(10).Select(function => $"`{function}`"))}{(functions.Length > 10 ? ", …" : "")}",
        };
    }

    /// <summary>Reads the arguments of a call.</summary>
    /// <exception cref="Failure">Their number or one of them doesn't fit.</exception>
    public static Value[] ParseArguments(string name, FuncType type, ReadOnlySpan<string> texts)
    {
        if (texts.Length != type.Parameters.Length)
        {
            string noun = type.Parameters.Length == 1 ? "argument" : "arguments";
            throw new Failure(ExitCode.Usage, $"`{name}` takes {type.Parameters.Length} {noun}, not {texts.Length}") { Help = $"its type is {type}" };
        }

        var values = new Value[texts.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Parse(texts[i], type.Parameters[i])
                ?? throw new Failure(ExitCode.Usage, $"`{texts[i]}` is no {type.Parameters[i]}: argument {i + 1} of `{name}`") { Help = $"its type is {type}" };
        }

        return values;
    }

    /// <summary>A result as text that could be given as an argument.</summary>
    public static string Format(Value value) => value.Kind switch
    {
        ValKind.I32 => value.AsInt32().ToString(CultureInfo.InvariantCulture),
        ValKind.I64 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        ValKind.F32 => Format(value.AsSingle(), value.AsSingle().ToString("R", CultureInfo.InvariantCulture)),
        ValKind.F64 => Format(value.AsDouble(), value.AsDouble().ToString("R", CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    private static string Format(double value, string finite) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => finite,
    };

    private static Value? Parse(string text, ValType type) => type.Kind switch
    {
        ValKind.I32 => ParseInteger(text, int.MinValue, uint.MaxValue) is { } number ? (Value?)unchecked((int)(long)number) : null,
        ValKind.I64 => ParseInteger(text, long.MinValue, ulong.MaxValue) is { } number ? (Value?)unchecked((long)(ulong)number) : null,
        ValKind.F32 => ParseFloat<float>(text) is { } number ? (Value?)number : null,
        ValKind.F64 => ParseFloat<double>(text) is { } number ? (Value?)number : null,
        _ => null,
    };

    private static Int128? ParseInteger(string text, Int128 min, Int128 max)
    {
        bool negative = text.StartsWith('-');
        string digits = negative ? text[1..] : text;
        Int128 number;
        bool parsed = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Int128.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : Int128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        if (negative) number = -number;
        return parsed && number >= min && number <= max ? number : null;
    }

    private static T? ParseFloat<T>(string text) where T : struct, IFloatingPointIeee754<T> => text switch
    {
        "nan" => T.NaN,
        "inf" => T.PositiveInfinity,
        "-inf" => T.NegativeInfinity,
        _ => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) ? number : null,
    };
}
