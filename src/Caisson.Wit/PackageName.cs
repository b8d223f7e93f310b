namespace Caisson.Wit;

/// <summary>The name of a package: <c>namespace:name@version</c>. Immutable, with value equality. component-model: interfacename</summary>
public sealed class PackageName : IEquatable<PackageName>
{
    /// <summary>A name.</summary>
    /// <param name="namespace">Who the package is of, in lower case.</param>
    /// <param name="name">The package, in lower case.</param>
    /// <param name="version">The version, where it has one.</param>
    /// <exception cref="ArgumentException">A part isn't a label in lower case.</exception>
    public PackageName(string @namespace, string name, SemVersion? version = null)
    {
        if (!Label.IsLowerCase(@namespace)) throw new ArgumentException($"`{@namespace}` is no namespace", nameof(@namespace));
        if (!Label.IsLowerCase(name)) throw new ArgumentException($"`{name}` is no name of a package", nameof(name));
        (Namespace, Name, Version) = (@namespace, name, version);
    }

    /// <summary>Who the package is of, as <c>wasi</c>.</summary>
    public string Namespace { get; }

    /// <summary>The package, as <c>http</c>.</summary>
    public string Name { get; }

    /// <summary>The version, where it has one.</summary>
    public SemVersion? Version { get; }

    /// <summary>The name without version, as <c>wasi:http</c>.</summary>
    public string Unversioned => $"{Namespace}:{Name}";

    /// <summary>The name of an interface or world of the package, as <c>wasi:http/types@0.2.12</c>. component-model: interfacename</summary>
    /// <param name="item">The interface or world.</param>
    public string Qualify(string item) => $"{Unversioned}/{item}{Suffix}";

    /// <summary>Reads the name of a package.</summary>
    /// <param name="text">Such as <c>wasi:http@0.2.12</c>.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>Whether <paramref name="text"/> is such a name and nothing else.</returns>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PackageName? name)
    {
        name = null;
        if (text is null) return false;
        SemVersion? version = null;
        int at = text.IndexOf('@');
        if (at >= 0 && !SemVersion.TryParse(text.Substring(at + 1), out version)) return false;
        string[] parts = (at < 0 ? text : text.Substring(0, at)).Split(':');
        if (parts.Length != 2 || !parts.All(Label.IsLowerCase)) return false;
        name = new PackageName(parts[0], parts[1], version);
        return true;
    }

    /// <summary>Reads the name of an interface or world with its package.</summary>
    /// <param name="text">Such as <c>wasi:http/types@0.2.12</c>.</param>
    /// <param name="package">The package, or null.</param>
    /// <param name="item">The interface or world, or null.</param>
    /// <returns>Whether <paramref name="text"/> is such a name and nothing else.</returns>
    public static bool TryParseItem(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PackageName? package,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? item)
    {
        (package, item) = (null, null);
        int slash = text?.IndexOf('/') ?? -1;
        if (slash < 0 || text!.Substring(0, slash).IndexOf('@') >= 0) return false;
        int at = text.IndexOf('@', slash);
        int end = at < 0 ? text.Length : at;
        string name = text.Substring(slash + 1, end - slash - 1);
        if (!Label.IsValid(name) || !TryParse(text.Substring(0, slash) + text.Substring(end), out package)) return false;
        item = name;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(PackageName? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PackageName);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The name with its version, as it is written.</summary>
    public override string ToString() => Unversioned + Suffix;

    private string Suffix => Version is null ? "" : $"@{Version}";
}
