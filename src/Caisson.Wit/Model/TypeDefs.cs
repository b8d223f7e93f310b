namespace Caisson.Wit.Model;

/// <summary>What every item can carry besides what it is.</summary>
/// <param name="Docs">The documentation.</param>
/// <param name="Gate">The gate.</param>
/// <param name="ExternalId">What the outside world calls it.</param>
internal readonly record struct ItemNotes(string? Docs, WitGate Gate, string? ExternalId);

/// <summary>Makes types with names for all that reads or copies them.</summary>
internal static class TypeDefs
{
    public static WitResource Resource(string name, ItemNotes notes) =>
        new(name) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId };

    public static WitAlias Alias(string name, WitType target, ItemNotes notes) =>
        new(name, target) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId };

    /// <summary>A type that consists of named parts.</summary>
    /// <param name="keyword"><c>record</c>, <c>variant</c>, <c>enum</c> or <c>flags</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="members">The parts.</param>
    /// <param name="notes">What it carries.</param>
    public static WitMembers Members(string keyword, string name, IEnumerable<WitMember> members, ItemNotes notes) => keyword switch
    {
        "record" => new WitRecord(name, members) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId },
        "variant" => new WitVariant(name, members) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId },
        "enum" => new WitEnum(name, members) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId },
        _ => new WitFlags(name, members) { Docs = notes.Docs, Gate = notes.Gate, ExternalId = notes.ExternalId },
    };
}
