using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Caisson.Cli.Output;

namespace Caisson.Cli.CommandLine;

/// <summary>What a command line says: the values of a verb's options and argument. A parser fills it; then it doesn't change.</summary>
internal sealed class ParseResult
{
    // The two go together. There are few: looking through them is quicker than making a dictionary.
    private readonly List<Option> _options = [];
    private readonly List<string> _values = [];
    private readonly List<string> _arguments = [];

    /// <summary>What is no option, in its order.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>Whether an option is there.</summary>
    public bool Has(Option option) => _options.Contains(option);

    /// <summary>Adds an option with its value.</summary>
    public void Add(Option option, string value)
    {
        _options.Add(option);
        _values.Add(value);
    }

    /// <summary>Adds what is no option.</summary>
    public void Add(string argument) => _arguments.Add(argument);

    /// <summary>Whether an option without value is there.</summary>
    public bool GetValue(Option<bool> option) => Has(option);

    /// <summary>The value of an option, or null when it isn't there.</summary>
    public string? GetValue(Option<string?> option) => Last(option);

    /// <summary>All values of an option, or null when it isn't there.</summary>
    public string[]? GetValue(Option<string[]> option) => Has(option) ? [.. _values.Where((_, i) => _options[i] == option)] : null;

    /// <summary>The number that is the value of an option, or null when it isn't there.</summary>
    /// <exception cref="Failure">It is no number, or too large.</exception>
    public int? GetValue(Option<int?> option) => Last(option) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw UsageErrors.NoNumber(option, text);

    /// <summary>The number that is the value of an option, or null when it isn't there.</summary>
    /// <exception cref="Failure">It is no number, or too large.</exception>
    public long? GetValue(Option<long?> option) => Last(option) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : throw UsageErrors.NoNumber(option, text);

    /// <summary>The argument, or null when there is none.</summary>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "It gives the type, as for options.")]
    public string? GetValue(Argument<string> argument) => _arguments.Count == 0 ? null : _arguments[0];

    /// <summary>The argument.</summary>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "It gives the type, as for options.")]
    public string GetRequiredValue(Argument<string> argument) => _arguments[0];

    /// <summary>All arguments; at least one.</summary>
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "It gives the type, as for options.")]
    public string[] GetRequiredValue(Argument<string[]> argument) => [.. _arguments];

    private string? Last(Option option) => _options.LastIndexOf(option) is var found and >= 0 ? _values[found] : null;
}
