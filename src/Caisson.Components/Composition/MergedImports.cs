using System.Collections.Immutable;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Wit;

namespace Caisson.Components.Composition;

/// <summary>
/// The imports of a composition. Parts that import the same name, or compatible versions of an interface, get the same: one with all that
/// any of them asks for, in the highest of the versions. Objects of types stay who they are while more is added.
/// </summary>
internal sealed class MergedImports(ValidationContext context)
{
    private readonly Dictionary<string, ComposedImport> _byName = new(StringComparer.Ordinal);
    private readonly List<ComposedImport> _inOrder = [];
    private readonly Dictionary<object, IDefType> _origins = new(ReferenceEqualityComparer.Instance);

    /// <summary>All, in the order in which they were first asked for.</summary>
    public IReadOnlyList<ComposedImport> InOrder => _inOrder;

    /// <summary>The types of which types are further names: value types only, and also where the other is no import. Nothing comes from itself.</summary>
    public IReadOnlyDictionary<object, IDefType> Origins => _origins;

    /// <summary>Adds what a part imports.</summary>
    /// <param name="part">The part.</param>
    /// <param name="import">The import.</param>
    /// <param name="substitution">Turns the part's types into those of the composition; learns those of this import.</param>
    public ComposedImport Add(ComponentPart part, ExternDecl import, TypeSubstitution substitution)
    {
        if (InterfaceName.Find(_byName, import.Name) is not { } found)
        {
            found = new(import with { Type = substitution.Apply(import.Type) });
            _inOrder.Add(found);
            _byName.Add(import.Name, found);
            return found;
        }
        ExternDecl declaration = found.Declaration;
        ComponentExternType? merged = Merge(declaration.Type, import.Type, substitution, out string? error);
        if (merged is null) throw CompositionErrors.Unmergeable(part, import.Name, declaration.Name, error!);
        bool isHigher = IsHigher(import.Name, declaration.Name);
        found.Declaration = (isHigher ? import : declaration) with { Type = merged };
        _byName.Remove(declaration.Name);
        _byName.Add(found.Declaration.Name, found);
        return found;
    }

    /// <summary>Notes which types of a part's import are names of other imports' types.</summary>
    /// <param name="part">The part.</param>
    /// <param name="import">The import.</param>
    /// <param name="substitution">Has learnt the types of the import.</param>
    public void AddOrigins(ComponentPart part, ExternDecl import, TypeSubstitution substitution)
    {
        if (import.Type is not InstanceType instance) return;
        foreach (ExternDecl export in instance.Exports)
        {
            if (export.Type is not TypeExternType { Type: ComponentValType } type || part.Origins.Of(import.Name, export.Name) is not { } origin) continue;
            ComponentExternType from = part.Type.Imports.First(other => other.Name == origin.Interface).Type;
            if ((from as InstanceType)?.Find(origin.Type) is TypeExternType original) AddOrigin(Mapped(type, substitution), Mapped(original, substitution));
        }
    }

    /// <summary>Parts may contradict each other about who is a name of whom, and plugs give one and the same for both: the first to say so is right.</summary>
    private void AddOrigin(IDefType type, IDefType original)
    {
        IDefType first = original;
        for (; _origins.TryGetValue(first, out IDefType? next); first = next) context.Work(0);
        if (!ReferenceEquals(first, type)) _origins.TryAdd(type, original);
    }

    /// <summary>The type itself may have been learnt after something that has it was substituted.</summary>
    private static IDefType Mapped(TypeExternType type, TypeSubstitution substitution) =>
        ((TypeExternType)substitution.Apply(new TypeExternType(type.Type, false))).Type;

    /// <summary>Learns which types a part's import gets from a plug.</summary>
    public void Learn(ComponentExternType asked, ComponentExternType given, TypeSubstitution substitution)
    {
        context.Work(0);
        switch (asked, given)
        {
            case (TypeExternType { Type: ResourceType resource, IsAbstract: true }, TypeExternType { Type: ResourceType by }):
                substitution.Replace(resource, by);
                substitution.Rename(resource, by);
                break;
            case (TypeExternType one, TypeExternType other): substitution.Rename(one.Type, other.Type); break;
            case (InstanceType one, InstanceType other):
                foreach (ExternDecl export in one.Exports)
                    if (other.Find(export.Name) is { } found) Learn(export.Type, found, substitution);
                break;
        }
    }

    /// <summary>The type of what can stand for both; null, and why, where nothing can.</summary>
    private ComponentExternType? Merge(ComponentExternType one, ComponentExternType other, TypeSubstitution substitution, out string? error)
    {
        context.Work(0);
        if (one is InstanceType instance && other is InstanceType otherInstance) return Merge(instance, otherInstance, substitution, out error);
        if (one is TypeExternType { Type: ResourceType } && other is TypeExternType { Type: ResourceType, IsAbstract: true })
        {
            Learn(other, one, substitution);
            error = null;
            return one;
        }
        ComponentExternType mine = substitution.Apply(other);
        ComponentSubtyping subtyping = new(context, 0);
        error = subtyping.Check(one, mine);
        if (error is null)
        {
            Learn(other, one, substitution);
            return one;
        }
        return subtyping.Check(mine, one) is null ? mine : null;
    }

    private InstanceType? Merge(InstanceType one, InstanceType other, TypeSubstitution substitution, out string? error)
    {
        ImmutableArray<ExternDecl>.Builder exports = one.Exports.ToBuilder();
        Dictionary<string, int> indices = Enumerable.Range(0, exports.Count).ToDictionary(index => exports[index].Name);
        foreach (ExternDecl export in other.Exports)
        {
            if (!indices.TryGetValue(export.Name, out int index))
            {
                exports.Add(export with { Type = substitution.Apply(export.Type) });
                continue;
            }
            ComponentExternType? merged = Merge(exports[index].Type, export.Type, substitution, out error);
            if (merged is null)
            {
                error = $"export `{export.Name}`: {error}";
                return null;
            }
            exports[index] = exports[index] with { Type = merged };
        }
        error = null;
        return new(exports.DrainToImmutable());
    }

    /// <summary>Whether the one of two compatible names has the higher version; one that has no more than a track has none.</summary>
    private static bool IsHigher(string name, string than) => SemVersion.TryParse(VersionOf(name), out SemVersion? one)
        && (!SemVersion.TryParse(VersionOf(than), out SemVersion? other) || one.CompareTo(other) > 0);

    private static string VersionOf(string name) => name[(name.IndexOf('@') + 1)..];
}

/// <summary>An import of a composition.</summary>
/// <param name="declaration">Its name and type so far.</param>
internal sealed class ComposedImport(ExternDecl declaration)
{
    /// <summary>Its name and type.</summary>
    public ExternDecl Declaration { get; set; } = declaration;
}
