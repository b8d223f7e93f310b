using System.Globalization;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>How the methods are named that hold functions: by these names a stack trace tells them.</summary>
internal static class GuestMethod
{
    private const string PartMark = ".part";

    /// <summary>The name of the method that holds a function.</summary>
    public static string NameOf(int function) => string.Create(CultureInfo.InvariantCulture, $"f{function}");

    /// <summary>The name of the method that holds a part of a function that was split.</summary>
    public static string NameOfPart(int function, int part) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(function)}{PartMark}{part}");

    /// <summary>The function that a method, or a part of it, holds; below zero when it holds none.</summary>
    /// <param name="name">Name of a method of an assembly that holds a module.</param>
    public static int FunctionOf(string name)
    {
        if (!name.StartsWith('f')) return -1;
        ReadOnlySpan<char> number = name.AsSpan(1);
        if (number.IndexOf('.') is var dot and >= 0) number = number[..dot];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    /// <summary>The activation that a frame of a method stands for; null for none.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name">Name of the method.</param>
    public static WasmFrame? FrameOf(ModuleSyntax module, string name)
    {
        // The function itself is active, too.
        if (name.Contains(PartMark, StringComparison.Ordinal)) return null;

        // Of a function with a large frame, the part that checks the stack has left by a tail call; the other has a suffix.
        if (FunctionOf(name) is not (>= 0 and var index)) return null;
        var function = new FuncIdx((uint)index);
        return new WasmFrame(module.Names.Module, module.NameOf(function), function, null);
    }
}
