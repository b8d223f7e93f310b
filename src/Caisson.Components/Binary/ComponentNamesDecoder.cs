using Caisson.Components.Syntax;
using Caisson.Wasm;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>
/// The names that a component carries for people. They are no part of its meaning, so a malformed name section is not an error: what
/// stands before the mistake counts. spec: component-name section
/// </summary>
internal static class ComponentNamesDecoder
{
    private const byte ComponentName = 0, SortNames = 1;

    public static ComponentNames Decode(ComponentSyntax component)
    {
        ComponentCustomSection? section = component.CustomSections.FirstOrDefault(custom => custom.Name == "component-name");
        if (section is null) return ComponentNames.Empty;
        Dictionary<(Sort, uint), string> names = [];
        string? own = null;
        try
        {
            BinaryCursor cursor = new(component.Bytes.Span, section.Content);
            while (!cursor.AtEnd)
            {
                byte id = cursor.ReadByte();
                BinaryCursor content = cursor.Within(cursor.ReadRange());
                if (id == ComponentName) own = content.ReadName();
                else if (id == SortNames) DecodeSortNames(ref content, names);
            }
        }
        catch (MalformedException)
        {
            // Lenient by design: see above.
        }
        return new() { Component = own, Definitions = names };
    }

    private static void DecodeSortNames(ref BinaryCursor content, Dictionary<(Sort, uint), string> names)
    {
        Sort sort = content.ReadSort();
        int count = content.ReadLength();
        for (int i = 0; i < count; i++)
        {
            uint index = content.ReadU32();
            names.TryAdd((sort, index), content.ReadName());
        }
    }
}
