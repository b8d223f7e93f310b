namespace Caisson.Components.Types;

/// <summary>A type as a node of a graph: what it is itself, and the types that it is made of.</summary>
internal interface ITypeNode
{
    /// <summary>What is known of it and all below.</summary>
    TypeFacts Facts { get; }

    /// <summary>Says all that tells this type from others.</summary>
    /// <param name="shape">Takes it down.</param>
    void Describe(TypeShape shape);
}

/// <summary>
/// One layer of a type: marks, such as labels, and parts, which are types. Two types are equal when their classes, marks and parts are.
/// </summary>
internal sealed class TypeShape
{
    /// <summary>What isn't a type, in order.</summary>
    public List<object?> Marks { get; } = [];

    /// <summary>The types that it is made of, in order; null for one that there isn't.</summary>
    public List<ITypeNode?> Parts { get; } = [];

    /// <summary>The resources that it mentions itself.</summary>
    public List<ResourceType> Resources { get; } = [];

    /// <summary>The shape of a type.</summary>
    public static TypeShape Of(ITypeNode type)
    {
        TypeShape shape = new();
        type.Describe(shape);
        return shape;
    }

    public void Clear()
    {
        Marks.Clear();
        Parts.Clear();
        Resources.Clear();
    }

    public void Mark(object? mark) => Marks.Add(mark);

    public void Part(ComponentValType? part) => Parts.Add(part);

    public void Part(ComponentExternType part) => Parts.Add(part);

    public void Part(IDefType part)
    {
        if (part is ResourceType resource) Resource(resource);
        else Parts.Add((ITypeNode)part);
    }

    public void Resource(ResourceType resource) => Resources.Add(resource);
}

/// <summary>What is known of a type and all below; computed once, from that of its parts.</summary>
/// <param name="Hash">Equal types have the same.</param>
/// <param name="Size">The number of its parts, each counted as often as it is mentioned; at most <see cref="int.MaxValue"/>.</param>
/// <param name="Depth">The length of the longest path down, itself included.</param>
/// <param name="MentionsResources">Whether there is a resource somewhere.</param>
internal sealed record TypeFacts(int Hash, int Size, int Depth, bool MentionsResources)
{
    [ThreadStatic]
    private static TypeShape? s_spare;

    /// <summary>Computes the facts of a type, whose parts know theirs or compute them now.</summary>
    public static TypeFacts Of(ITypeNode type)
    {
        TypeShape shape = s_spare ?? new();
        s_spare = null;
        type.Describe(shape);
        TypeFacts facts = Of(type, shape);
        shape.Clear();
        s_spare = shape;
        return facts;
    }

    private static TypeFacts Of(ITypeNode type, TypeShape shape)
    {
        HashCode hash = default;
        hash.Add(type.GetType());
        foreach (object? mark in shape.Marks) hash.Add(mark);
        foreach (ResourceType resource in shape.Resources) hash.Add(resource);
        long size = 1;
        int depth = 0;
        bool mentionsResources = shape.Resources.Count > 0;
        foreach (ITypeNode? part in shape.Parts)
        {
            TypeFacts? facts = part?.Facts;
            hash.Add(facts?.Hash ?? 0);
            size += facts?.Size ?? 0;
            depth = Math.Max(depth, facts?.Depth ?? 0);
            mentionsResources |= facts is { MentionsResources: true };
        }
        return new(hash.ToHashCode(), (int)Math.Min(size, int.MaxValue), depth + 1, mentionsResources);
    }
}
