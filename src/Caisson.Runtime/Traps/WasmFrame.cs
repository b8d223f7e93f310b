using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>One activation of a wasm function in the stack trace of a trap. Immutable.</summary>
/// <param name="ModuleName">Name of the module, from its name section or its embedder; null when it has none.</param>
/// <param name="FunctionName">Name of the function, from the name section or an export; null when it has none.</param>
/// <param name="FunctionIndex">Index of the function in its module.</param>
/// <param name="CodeOffset">
/// Offset in bytes, from the start of the module's binary, of the instruction that was executing; null when it is not known.
/// </param>
public sealed record WasmFrame(string? ModuleName, string? FunctionName, FuncIdx FunctionIndex, int? CodeOffset)
{
    /// <summary>The frame as one line: <c>module!function @ 0x1a2b</c>.</summary>
    public override string ToString()
    {
        string function = FunctionName ?? string.Create(CultureInfo.InvariantCulture, $"func[{FunctionIndex.Value}]");
        string name = ModuleName is null ? function : $"{ModuleName}!{function}";
        return CodeOffset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"{name} @ 0x{offset:x}") : name;
    }
}
