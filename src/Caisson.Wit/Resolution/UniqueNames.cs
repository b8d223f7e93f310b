using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>The names of one scope, which must be strongly unique. component-model: strongly-unique</summary>
/// <param name="what">What the names are of, for errors.</param>
internal sealed class UniqueNames(string what)
{
    private readonly Dictionary<string, NameSyntax> _names = new(StringComparer.Ordinal);

    /// <summary>Adds a name.</summary>
    /// <exception cref="WitException">It is there.</exception>
    public void Add(NameSyntax name)
    {
        string key = Label.Unique(name.Text);
        if (_names.TryGetValue(key, out NameSyntax? other)) throw ResolveErrors.Duplicate(name, what, other);
        _names.Add(key, name);
    }
}
