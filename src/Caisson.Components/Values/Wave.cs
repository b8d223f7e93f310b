using Caisson.Components.Types;

namespace Caisson.Components.Values;

/// <summary>
/// Values as text for people: <c>{name: "x", sizes: [1, 2], kind: round(3.5)}</c>. Reading needs the type, as numbers don't say which they are.
/// Maps are written as lists of pairs. Thread-safe. spec: WAVE
/// </summary>
public static class Wave
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">The text; blanks and <c>//</c> comments are allowed around and in it.</param>
    /// <param name="type">Its type; handles, streams, futures and error contexts can't be written.</param>
    /// <exception cref="WaveException">The text is no value of the type.</exception>
    public static ComponentValue Parse(string text, ComponentValType type)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(type);
        var scanner = new WaveScanner(text);
        ComponentValue value = new WaveParser(scanner).Parse(type);
        scanner.TakeEnd();
        return value;
    }

    /// <summary>Reads a call, <c>name(argument, argument)</c>, as far as that is possible without its type.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="WaveException">There is no name, or no parenthesis behind it.</exception>
    public static WaveCall ParseCall(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scanner = new WaveScanner(text);
        scanner.Peek();
        int start = scanner.Position;
        int end = text.IndexOf('(', start);
        string name = (end < 0 ? text[start..] : text[start..end]).TrimEnd();
        if (name.Length == 0 || name.Any(char.IsWhiteSpace)) throw scanner.Error(WaveErrors.Expected("the name of a function", scanner.Found()));
        if (end < 0) throw scanner.Error(WaveErrors.Expected("`(`", "the end"), text.Length);
        return new WaveCall(name, text, end);
    }

    /// <summary>Writes a value. Fields of records that are <c>none</c> are left out.</summary>
    /// <param name="value">The value.</param>
    public static string Print(ComponentValue value) => WavePrinter.Print(value);

    internal static bool IsKeyword(string label) => label is "true" or "false" or "some" or "none" or "ok" or "err" or "inf" or "nan";
}

/// <summary>A call whose arguments are still text. Immutable. spec: WAVE</summary>
public sealed class WaveCall
{
    private readonly string _text;
    private readonly int _arguments;

    internal WaveCall(string name, string text, int arguments) => (Name, _text, _arguments) = (name, text, arguments);

    /// <summary>The function, as it was written.</summary>
    public string Name { get; }

    /// <summary>Reads the arguments. Options at the end may be left out where they are <c>none</c>.</summary>
    /// <param name="type">The function's type.</param>
    /// <returns>As many values as the function has parameters.</returns>
    /// <exception cref="WaveException">They are no values of the parameters' types.</exception>
    public IReadOnlyList<ComponentValue> ParseArguments(ComponentFuncType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var scanner = new WaveScanner(_text, _arguments);
        ComponentValue[] values = new WaveParser(scanner).ParseArguments(type);
        scanner.TakeEnd();
        return values;
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text;
}
