using System.Collections.Immutable;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>
/// The resources that a type introduces: those that its exports, or the exports of the instances among them, say to be abstract. In the
/// types of instances that exist there are none, because whoever has the instance has introduced them.
/// </summary>
internal static class Binders
{
    /// <summary>The resources that declarations introduce, each with the names that lead to it.</summary>
    public static List<(ResourceType Resource, ImmutableArray<string> Path)> Of(ImmutableArray<ExternDecl> declarations, ValidationContext context, int at)
    {
        List<(ResourceType, ImmutableArray<string>)> found = [];
        Add(declarations, [], found, context, at);
        return found;
    }

    /// <summary>The same type, in which only those resources count as introduced that a test names.</summary>
    public static ComponentExternType Mark(ComponentExternType type, Func<ResourceType, bool> isIntroduced, ValidationContext context, int at)
    {
        context.Work(at);
        switch (type)
        {
            case TypeExternType { Type: ResourceType resource } bound:
                bool isAbstract = isIntroduced(resource);
                return isAbstract == bound.IsAbstract ? bound : bound with { IsAbstract = isAbstract };
            case InstanceType instance when ((ITypeNode)instance).Facts.MentionsResources:
                ImmutableArray<ExternDecl> exports =
                    [.. instance.Exports.Select(export => export with { Type = Mark(export.Type, isIntroduced, context, at) })];
                bool isSame = exports.Zip(instance.Exports).All(pair => ReferenceEquals(pair.First.Type, pair.Second.Type));
                return isSame ? instance : new InstanceType(exports);
            default:
                return type;
        }
    }

    /// <summary>Calls for every resource that is exported by a name, however deep in instances.</summary>
    public static void ForEachExported(ComponentExternType type, Action<ResourceType> action, ValidationContext context, int at)
    {
        context.Work(at);
        if (type is TypeExternType { Type: ResourceType resource }) action(resource);
        if (type is not InstanceType instance || !((ITypeNode)instance).Facts.MentionsResources) return;
        foreach (ExternDecl export in instance.Exports) ForEachExported(export.Type, action, context, at);
    }

    private static void Add(
        ImmutableArray<ExternDecl> declarations,
        ImmutableArray<string> path,
        List<(ResourceType, ImmutableArray<string>)> found,
        ValidationContext context,
        int at)
    {
        foreach (ExternDecl declaration in declarations)
        {
            context.Work(at);
            if (declaration.Type is TypeExternType { IsAbstract: true, Type: ResourceType resource }) found.Add((resource, path.Add(declaration.Name)));
            else if (declaration.Type is InstanceType instance && ((ITypeNode)instance).Facts.MentionsResources)
                Add(instance.Exports, path.Add(declaration.Name), found, context, at);
        }
    }
}
