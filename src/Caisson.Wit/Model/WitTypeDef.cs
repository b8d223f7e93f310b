namespace Caisson.Wit.Model;

/// <summary>
/// A type with a name. Two are equal when they are the same object. It belongs to the interface or world that it is put into.
/// component-model: typedef-item
/// </summary>
public abstract class WitTypeDef : WitType
{
    private protected WitTypeDef(string name, ElementSize size, IReadOnlyCollection<WitType?> parts) : base(size, parts) => Name = Names.Require(name, nameof(name));

    /// <summary>The name, a label.</summary>
    public string Name { get; }

    /// <summary>The documentation, without comment signs; lines end with a line feed.</summary>
    public string? Docs { get; init; }

    /// <summary>Since when, or under which feature, it can be used.</summary>
    public WitGate Gate { get; init; } = WitGate.None;

    /// <summary>What the outside world calls it, where that isn't its name. component-model: external-id</summary>
    public string? ExternalId { get; init; }

    /// <summary>The interface or world that it is defined in; null until it is put into one.</summary>
    public IWitScope? Scope { get; private set; }

    /// <summary>Its documentation, gate and external id.</summary>
    internal ItemNotes Notes => new(Docs, Gate, ExternalId);

    /// <summary>The name with the interface or world, as <c>wasi:io/streams@0.2.12#input-stream</c>; the bare name where there is none.</summary>
    public override string ToString() => Scope?.QualifiedName is { } scope ? $"{scope}#{Name}" : Name;

    internal void Join(IWitScope scope) =>
        Scope = Scope is null ? scope : throw new ArgumentException($"`{Name}` is already in an interface or world");
}

/// <summary>A named part of a record, a variant, an enum or a flags type, or a parameter.</summary>
/// <param name="name">The name, a label.</param>
/// <param name="type">The type; null where a case has no payload, and in enums and flags.</param>
/// <param name="docs">The documentation.</param>
public sealed class WitMember(string name, WitType? type = null, string? docs = null)
{
    /// <summary>The name, a label.</summary>
    public string Name { get; } = Names.Require(name, nameof(name));

    /// <summary>The type; null where a case has no payload, and in enums and flags.</summary>
    public WitType? Type { get; } = type;

    /// <summary>The documentation.</summary>
    public string? Docs { get; } = docs;

    /// <inheritdoc/>
    public override string ToString() => Type is null ? Name : $"{Name}: {Printing.TypePrinter.Print(Type)}";
}

/// <summary>A type that consists of named parts.</summary>
public abstract class WitMembers : WitTypeDef
{
    private protected WitMembers(string name, IReadOnlyList<WitMember> members, ElementSize size, string what, bool? typed)
        : base(name, size, [.. members.Select(member => member.Type)])
    {
        if (members.Count == 0) throw new ArgumentException($"`{name}` needs at least one {what}", nameof(members));
        bool isWrong = typed is { } wanted && members.Any(member => member.Type is not null != wanted);
        if (isWrong) throw new ArgumentException($"a {what} {(typed == true ? "needs" : "can't have")} a type", nameof(members));
        Names.RequireUnique(members.Select(member => member.Name), nameof(members));
        Members = members;
    }

    /// <summary>The parts, in order; at least one.</summary>
    public IReadOnlyList<WitMember> Members { get; }

    /// <summary>What a definition begins with.</summary>
    internal string Keyword => this switch
    {
        WitRecord => "record",
        WitVariant => "variant",
        WitEnum => "enum",
        _ => "flags",
    };
}

/// <summary>A record: all of its fields. component-model: record-item</summary>
public sealed class WitRecord : WitMembers
{
    /// <summary>A type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="fields">The fields, at least one, all with types.</param>
    public WitRecord(string name, IEnumerable<WitMember> fields) : this(name, [.. fields])
    {
    }

    private WitRecord(string name, WitMember[] fields) : base(name, fields, ElementSize.Record(fields.Select(field => field.Type)), "field", typed: true)
    {
    }
}

/// <summary>A variant: one of its cases. component-model: variant-items</summary>
public sealed class WitVariant : WitMembers
{
    /// <summary>A type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cases">The cases, at least one; those with a payload have a type.</param>
    public WitVariant(string name, IEnumerable<WitMember> cases) : this(name, [.. cases])
    {
    }

    private WitVariant(string name, WitMember[] cases) : base(name, cases, ElementSize.Variant([.. cases.Select(item => item.Type)]), "case", typed: null)
    {
    }
}

/// <summary>An enumeration: one of its names. component-model: enum-items</summary>
public sealed class WitEnum : WitMembers
{
    /// <summary>A type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cases">The names, at least one.</param>
    public WitEnum(string name, IEnumerable<WitMember> cases) : this(name, [.. cases])
    {
    }

    private WitEnum(string name, WitMember[] cases) : base(name, cases, ElementSize.Variant([.. cases.Select(item => item.Type)]), "case", typed: false)
    {
    }
}

/// <summary>A set of its names. component-model: flags-items</summary>
public sealed class WitFlags : WitMembers
{
    /// <summary>A type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="flags">The names, from 1 to 32.</param>
    public WitFlags(string name, IEnumerable<WitMember> flags) : this(name, [.. flags])
    {
    }

    private WitFlags(string name, WitMember[] flags) : base(name, flags, ElementSize.Flags(flags.Length), "flag", typed: false)
    {
        if (flags.Length > Limits.Flags) throw new ArgumentException($"`{name}` has more than {Limits.Flags} flags", nameof(flags));
    }
}

/// <summary>Another name for a type. One whose target is in another scope comes from a <c>use</c>. component-model: type-item, use-item</summary>
/// <param name="name">The name.</param>
/// <param name="target">The type; a resource itself, not a handle, where it is a name for a resource.</param>
public sealed class WitAlias(string name, WitType target) : WitTypeDef(name, target.Size, [target])
{
    /// <summary>The type that it stands for.</summary>
    public WitType Target { get; } = target;

    /// <summary>The type of another interface that this brings into scope; null when it is a definition.</summary>
    public WitTypeDef? Used => Target is WitTypeDef { Scope: { } scope } used && !ReferenceEquals(scope, Scope) ? used : null;
}
