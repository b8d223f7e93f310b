using Caisson.Components.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Text.Encode;

/// <summary>Writes the names that a component gives to its parts. spec: namesec</summary>
internal static class ComponentNameWriter
{
    /// <summary>Name of the custom section.</summary>
    public const string Section = "component-name";

    /// <summary>The content of the section; empty when there are no names.</summary>
    /// <param name="name">The name of the component.</param>
    /// <param name="namesOf">The names of a sort's definitions in order; null when there are none.</param>
    public static byte[] Encode(string? name, Func<Sort, IReadOnlyList<(uint Index, string Name)>?> namesOf)
    {
        ByteWriter section = new();
        if (name is not null) Subsection(section, 0, content => content.Name(name));
        for (Sort sort = 0; sort <= Sort.Instance; sort++)
        {
            if (namesOf(sort) is not { Count: > 0 } names) continue;
            Sort named = sort;
            Subsection(section, 1, content =>
            {
                content.Sort(named);
                NameMap(content, names);
            });
        }
        return section.Written.ToArray();
    }

    private static void NameMap(ByteWriter content, IReadOnlyList<(uint Index, string Name)> names)
    {
        content.Unsigned((ulong)names.Count);
        foreach ((uint index, string name) in names)
        {
            content.Unsigned(index);
            content.Name(name);
        }
    }

    private static void Subsection(ByteWriter section, byte id, Action<ByteWriter> write)
    {
        ByteWriter content = new();
        write(content);
        section.Byte(id);
        section.Vector(content.Written);
    }
}
