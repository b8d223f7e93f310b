using System.Text;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Prints an object and what it holds, one level deep: objects may form cycles.</summary>
internal static class ObjectText
{
    private const int MaxItems = 8;

    public static string Of(string kind, int count, Func<int, Value> item)
    {
        var text = new StringBuilder(kind).Append(" {");
        for (int i = 0; i < Math.Min(count, MaxItems); i++) text.Append(i == 0 ? "" : ", ").Append(Short(item(i)));
        if (count > MaxItems) text.Append(", … ").Append(count).Append(" in all");
        return text.Append('}').ToString();
    }

    private static string Short(Value value) => value.Kind != ValKind.Ref ? value.ToString() : HostObject.Externalize(value.AsReference()) switch
    {
        null => "null",
        WasmStruct => "struct",
        WasmArray => "array",
        WasmI31 number => number.ToString(),
        Function => "func",
        _ => "host",
    };
}
