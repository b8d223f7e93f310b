using Caisson.Components.Syntax;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Text.Encode;

/// <summary>Writes the names that a component gives to its parts. spec: namesec</summary>
internal static class ComponentNameWriter
{
    /// <summary>Adds the section to a component, unless there are no names.</summary>
    public static void Write(ComponentWriter component, string? name, ComponentScope scope)
    {
        ByteWriter section = new();
        if (name is not null) Subsection(section, 0, content => content.Name(name));
        for (Sort sort = 0; sort <= Sort.Instance; sort++)
        {
            if (scope.NamesOf(sort) is not { Count: > 0 } names) continue;
            Sort named = sort;
            Subsection(section, 1, content =>
            {
                content.Sort(named);
                NameMap(content, names);
            });
        }
        if (section.Length > 0) component.AddCustom("component-name", section.Written);
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
