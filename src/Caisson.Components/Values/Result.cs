using System.Diagnostics.CodeAnalysis;

namespace Caisson.Components.Values;

/// <summary>
/// Success or failure, each with a value. Where a component's result carries nothing, the type is <see cref="ValueTuple"/>. Immutable; compared
/// by value; the default is success with the default of its type. abi: ResultType
/// </summary>
/// <typeparam name="TOk">What success carries.</typeparam>
/// <typeparam name="TError">What failure carries.</typeparam>
public readonly record struct Result<TOk, TError>
{
    private readonly TOk _ok;
    private readonly TError _error;

    private Result(bool isError, TOk ok, TError error) => (IsError, _ok, _error) = (isError, ok, error);

    /// <summary>Whether it is failure.</summary>
    public bool IsError { get; }

    /// <summary>Whether it is success.</summary>
    public bool IsOk => !IsError;

    /// <summary>What success carries.</summary>
    /// <exception cref="InvalidOperationException">It is failure.</exception>
    public TOk Value => IsOk ? _ok : throw new InvalidOperationException($"the result is an error: {_error}");

    /// <summary>What failure carries.</summary>
    /// <exception cref="InvalidOperationException">It is success.</exception>
    public TError Error => IsError ? _error : throw new InvalidOperationException("the result is no error");

    /// <summary>Success.</summary>
    /// <param name="value">What it carries.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Both types must be said anyway.")]
    public static Result<TOk, TError> FromOk(TOk value) => new(false, value, default!);

    /// <summary>Failure.</summary>
    /// <param name="error">What it carries.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Both types must be said anyway.")]
    public static Result<TOk, TError> FromError(TError error) => new(true, default!, error);

    /// <summary><c>ok(…)</c> or <c>err(…)</c>.</summary>
    public override string ToString() => IsOk ? $"ok({_ok})" : $"err({_error})";
}
