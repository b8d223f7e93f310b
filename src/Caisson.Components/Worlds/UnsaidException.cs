namespace Caisson.Components.Worlds;

/// <summary>WIT has no words for an import or export. Caught where the item is left out.</summary>
internal sealed class UnsaidException(string reason) : Exception(reason)
{
    public static UnsaidException TypeExport() => new("a world exports no types");

    public static UnsaidException NoValueType() => new("WIT names types of values only");

    public static UnsaidException Sort(string sort) => new($"WIT has no {sort}");

    public static UnsaidException Nested() => new("an interface has no interfaces");

    public static UnsaidException Version(string version) => new($"a package has a whole version, not `{version}`");

    public static UnsaidException Name(string name) => new($"`{name}` is no name of an interface");

    public static UnsaidException Unnamed() => new("it mentions a type that has no name which could be used there");

    public static UnsaidException Method(string resource) => new($"`{resource}` is no resource that is defined there");

    public static UnsaidException Differs() => new("the interface has another of this name already");

    /// <summary>Does something; what a constructor of the model says of its arguments is the reason why WIT can't say it.</summary>
    public static void Try(Action build)
    {
        try
        {
            build();
        }
        catch (ArgumentException error)
        {
            // The parameter's name stands behind the message.
            throw new UnsaidException(error.Message.Split(" (Parameter")[0]);
        }
    }
}
