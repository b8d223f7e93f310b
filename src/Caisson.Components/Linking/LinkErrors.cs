using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>The messages of linking.</summary>
internal static class LinkErrors
{
    public static UnlinkableException Unlinkable(IReadOnlyList<string> missing, IReadOnlyList<string> mismatched)
    {
        var parts = new List<string>();
        if (mismatched.Count > 0) parts.Add($"incompatible import type:\n{string.Join('\n', mismatched)}");
        if (missing.Count > 0) parts.Add($"unknown import, which was not found in the linker:\n{string.Join('\n', missing)}");
        return new UnlinkableException(string.Join('\n', parts));
    }

    public static ArgumentException NotExported(string noun, string name) => new($"the instance exports no {noun} named \"{name}\"", nameof(name));

    public static ArgumentException WrongArgument(ComponentFunction function, ParameterType parameter, string reason) =>
        new($"the argument \"{parameter.Label}\" of {function} doesn't fit: {reason}");

    public static ArgumentException WrongArgumentCount(ComponentFunction function, int count) =>
        new($"a function of type {function.Type} takes {function.Type.Parameters.Length} arguments, not {count}");

    public static InvalidOperationException GuestResource(ComponentResourceType type) =>
        new($"resources of type {type} are made by the component that implements them");

    public static ArgumentException OtherEngine(string name) => new($"{name} was compiled by another engine", nameof(name));

    public static ArgumentException OtherStore() => new("the instance lives in another store: instances that are linked live in one");

    public static ArgumentException NotPoolable() => new("the component can't have a pool: the linker has an instance that exists already, whose state would outlive those of the pool");

    public static NotSupportedException NotDirect(string name) =>
        new($"{name} can't be called through a delegate: it may wait, or is the host's; use Call or CallAsync");
}
