using System.Globalization;
using Caisson.Components.Syntax;
using Caisson.Components.Text.Print;
using Caisson.Wasm;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Print;

namespace Caisson.Components.Text;

/// <summary>
/// Writes a component in the text format, such that <see cref="ComponentParser"/> makes the same component of it: the same binary, but
/// for sizes of numbers, sections that are empty or could be one, the redundant code of names, and what <see cref="WatPrinter"/> says of
/// core modules; a name section moves behind other custom sections at the end. The component need not be valid. Linear in the component
/// and the text. Thread-safe. spec: component
/// </summary>
public static class ComponentPrinter
{
    /// <summary>Prints a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="writer">Where the text goes, piece by piece; lines end with a line feed.</param>
    /// <param name="options">How core modules are written; <see cref="PrintOptions.Default"/> when null.</param>
    /// <exception cref="MalformedException">A core module can't be decoded or printed. What comes before has been written.</exception>
    public static void Print(ComponentSyntax component, TextWriter writer, PrintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(writer);
        new DefinitionPrinter(new TextOutput(writer), options ?? PrintOptions.Default).Print(component);
    }

    /// <summary>Prints a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="options">How core modules are written; <see cref="PrintOptions.Default"/> when null.</param>
    /// <returns>The text.</returns>
    /// <exception cref="MalformedException">As above.</exception>
    public static string ToText(ComponentSyntax component, PrintOptions? options = null)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        Print(component, writer, options);
        return writer.ToString();
    }
}
