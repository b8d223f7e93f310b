namespace Caisson.Wit.Model;

/// <summary>Something that only handles stand for. component-model: resource-item</summary>
/// <param name="name">The name.</param>
public sealed class WitResource(string name) : WitTypeDef(name, ElementSize.Of(4), [])
{
    private WitFunction[] _functions = [];

    /// <summary>
    /// Its constructor, methods and static functions. They are given to the interface or world that the resource is in, and are here
    /// from then on.
    /// </summary>
    public IReadOnlyList<WitFunction> Functions => _functions;

    /// <summary>The constructor, where it has one.</summary>
    public WitFunction? Constructor => _functions.FirstOrDefault(function => function.Kind == WitFunctionKind.Constructor);

    /// <summary>The resource behind a type, or null when it is something else.</summary>
    /// <param name="type">A type.</param>
    public static WitResource? Find(WitType type) => (type ?? throw new ArgumentNullException(nameof(type))).Resolved as WitResource;

    internal static WitTypeDef Require(WitTypeDef type) =>
        Find(type) is not null ? type : throw new ArgumentException($"`{type.Name}` is no resource", nameof(type));

    internal void Own(IEnumerable<WitFunction> functions) => _functions = [.. functions];
}
