using System.Globalization;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Print;

namespace Caisson.Wasm.Text;

/// <summary>
/// Writes a module in the text format, such that <see cref="WatParser"/> makes the same module of it: the same binary, but for sizes
/// of numbers, sections that are empty, and the order of custom sections that stand in one place. The module need not be valid.
/// Linear in the module and the text; nesting costs no stack. Thread-safe. spec: text
/// </summary>
public static class WatPrinter
{
    /// <summary>Prints a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="writer">Where the text goes, piece by piece; lines end with a line feed.</param>
    /// <param name="options">How; <see cref="PrintOptions.Default"/> when null.</param>
    /// <exception cref="MalformedException">
    /// A function body is malformed, a table initializer has no instructions, or there are more than
    /// <see cref="ImplementationLimits.PrintedLocals"/> locals. What comes before has been written.
    /// </exception>
    public static void Print(ModuleSyntax module, TextWriter writer, PrintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(writer);
        new ModulePrinter(module, new TextOutput(writer), options ?? PrintOptions.Default).Print();
    }

    /// <summary>Prints a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="options">How; <see cref="PrintOptions.Default"/> when null.</param>
    /// <returns>The text.</returns>
    /// <exception cref="MalformedException">As above.</exception>
    public static string ToText(ModuleSyntax module, PrintOptions? options = null)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        Print(module, writer, options);
        return writer.ToString();
    }
}
