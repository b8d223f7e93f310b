namespace Caisson.Components.Concurrency;

/// <summary>What a host can do wrong with streams and futures.</summary>
internal static class StreamErrors
{
    public static InvalidOperationException GivenAway() => new("this stream or future was given to a component already");

    public static ArgumentException NotBytes(ElementType element) => new($"a stream of bytes can't be a stream of {element.Type?.ToString() ?? "nothing"}");

    public static InvalidOperationException OtherStore() => new("this stream or future is one of another store, or of an earlier use of a pooled instance");

    public static InvalidOperationException InUse() => new("this stream or future is being read already");

    public static InvalidOperationException NoValue() => new("the component that should have written the future is gone");
}
