namespace Caisson.Components.Pooling;

/// <summary>What can be done wrong with a pool.</summary>
internal static class PoolErrors
{
    public static InvalidOperationException Exhausted(int size) => new($"all {size} instances of the pool are in use: set {nameof(ComponentPoolOptions)}.{nameof(ComponentPoolOptions.MaxSize)}, or wait with RentAsync");

    public static ArgumentException WithoutInstance(Type delegateType) => new($"{delegateType} must have a {nameof(PooledComponentInstance)} as its first parameter");

    public static ArgumentException OtherPool() => new("the instance is one of another pool", "instance");
}
