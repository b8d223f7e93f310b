using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// Which types have values that every host knows. What is of another type isn't exported: some hosts can't even name its type.
/// </summary>
internal static class Visibility
{
    public static bool IsVisible(ValType type) => !type.IsRef || type == ValType.FuncRef || type == ValType.ExternRef;

    /// <summary>The export of something, if its type allows.</summary>
    public static string Export(string name, bool isVisible) => isVisible ? $"(export \"{name}\") " : "";
}
