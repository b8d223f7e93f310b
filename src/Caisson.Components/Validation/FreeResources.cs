using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>The resources that types mention without introducing them. Visits each object once, and doesn't recurse.</summary>
internal sealed class FreeResources(ValidationContext context, int at)
{
    private readonly HashSet<ITypeNode> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ResourceType> _mentioned = [];
    private readonly HashSet<ResourceType> _introduced = [];

    /// <summary>Looks into a type.</summary>
    public void Add(IDefType type)
    {
        if (type is ResourceType resource) _mentioned.Add(resource);
        else Add((ITypeNode)type);
    }

    /// <summary>Looks into a type.</summary>
    public void Add(ITypeNode type)
    {
        Stack<ITypeNode> pending = new([type]);
        while (pending.TryPop(out ITypeNode? next))
        {
            if (!next.Facts.MentionsResources || !_seen.Add(next)) continue;
            context.Work(at);
            if (next is TypeExternType { IsAbstract: true, Type: ResourceType introduced }) _introduced.Add(introduced);
            TypeShape shape = TypeShape.Of(next);
            _mentioned.UnionWith(shape.Resources);
            foreach (ITypeNode? part in shape.Parts)
                if (part is not null) pending.Push(part);
        }
    }

    /// <summary>The result.</summary>
    public HashSet<ResourceType> Found()
    {
        HashSet<ResourceType> free = [.. _mentioned];
        free.ExceptWith(_introduced);
        return free;
    }
}
