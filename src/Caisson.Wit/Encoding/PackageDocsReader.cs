using Caisson.Wit.Model;

namespace Caisson.Wit.Encoding;

/// <summary>Reads what <see cref="PackageDocsWriter"/> writes, and its older form, in which a function has a string.</summary>
internal static class PackageDocsReader
{
    private const byte Newest = 1;

    public static DocsNode Read(ByteReader body)
    {
        int at = body.Offset;
        byte version = body.Byte();
        if (version > Newest) throw DecodeErrors.BadDocs(at, $"version {version} is unknown");
        return new DocsNode(JsonReader.Read(body.Rest(), at + 1), at);
    }
}

/// <summary>Documentation and gate of an item, and of what stands in it; empty where there is none.</summary>
/// <param name="Value">A <see cref="string"/>, a dictionary, or null.</param>
/// <param name="Offset">Where the section is, for errors.</param>
internal readonly record struct DocsNode(object? Value, int Offset)
{
    /// <summary>The documentation.</summary>
    public string? Docs => Value as string ?? Text("docs");

    /// <summary>The gate.</summary>
    public WitGate Gate => GateOf(Child("stability"));

    /// <summary>What stands in it under a name.</summary>
    public DocsNode Child(string name) => new((Value as Dictionary<string, object>)?.TryGetValue(name, out object? child) == true ? child : null, Offset);

    /// <summary>What stands under the first of two names where there is something.</summary>
    public DocsNode Child(string list, string otherList, string name) => Child(list).Child(name) is { Value: not null } found ? found : Child(otherList).Child(name);

    /// <summary>A string under a name.</summary>
    public string? Text(string name) => Child(name).Value as string;

    /// <summary>The gate that an object of the form <c>{"stable": {"since": …}}</c> is.</summary>
    public static WitGate GateOf(DocsNode node)
    {
        DocsNode stable = node.Child("stable"), unstable = node.Child("unstable");
        if (stable.Value is not null) return new WitGate(stable.Version("since"), null, stable.Version("deprecated"));
        if (unstable.Value is null) return WitGate.None;
        string? feature = unstable.Text("feature");
        if (feature is not null && !Label.IsValid(feature)) throw DecodeErrors.BadDocs(node.Offset, $"`{feature}` is no feature");
        return new WitGate(null, feature, unstable.Version("deprecated"));
    }

    private SemVersion? Version(string name)
    {
        if (Text(name) is not { } text) return null;
        return SemVersion.TryParse(text, out SemVersion? version) ? version : throw DecodeErrors.BadDocs(Offset, $"`{text}` is no version");
    }
}
