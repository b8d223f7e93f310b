using Caisson.Components.Values;

namespace Caisson.Wasi.Sockets;

/// <summary>How an operation ended in 0.2: as everywhere, or in one of the ways that come from starting and finishing it apart. wasi:sockets/network: error-code</summary>
/// <param name="Error">How it ended as everywhere.</param>
/// <param name="Label">How it ended otherwise; null for as everywhere.</param>
internal readonly record struct NetworkErrorP2(NetworkError Error, string? Label = null)
{
    public static readonly NetworkErrorP2 None, WouldBlock = new(default, "would-block"), NotInProgress = new(default, "not-in-progress"),
        ConcurrencyConflict = new(default, "concurrency-conflict");

    /// <summary>Whether it ended well.</summary>
    public bool IsNone => Error == NetworkError.None && Label is null;

    /// <summary>A result without a value.</summary>
    public ComponentValue Answer() => IsNone ? ComponentValue.Ok() : Failure();

    /// <summary>A result with a value.</summary>
    public ComponentValue Answer(Func<ComponentValue> value) => IsNone ? ComponentValue.Ok(value()) : Failure();

    private ComponentValue Failure() => ComponentValue.Error(Label is null ? NetworkValues.ToEnum(Error) : ComponentValue.Enum(Label));
}
