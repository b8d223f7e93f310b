namespace Caisson.Components.Values;

/// <summary>
/// A value, or none, where null can't say so: for options in options, and where a null would be taken for a value. Immutable; compared by
/// value. abi: OptionType
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Option<T>
{
    private readonly T _value;

    /// <summary>An option with a value.</summary>
    /// <param name="value">The value.</param>
    public Option(T value) => (HasValue, _value) = (true, value);

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => HasValue ? _value : throw new InvalidOperationException("the option has no value");

    /// <summary>An option with a value.</summary>
    public static implicit operator Option<T>(T value) => new(value);

    /// <summary><c>some(…)</c> or <c>none</c>.</summary>
    public override string ToString() => HasValue ? $"some({_value})" : "none";
}
