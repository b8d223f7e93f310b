using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Encode;

/// <summary>Collects the names that a module gives to its parts, and writes them. Not thread-safe. spec: binary-namesec</summary>
internal sealed class NameSectionWriter
{
    private readonly List<(uint Function, IReadOnlyList<(uint, string)> Names)> locals = [];
    private readonly List<(uint Function, IReadOnlyList<(uint, string)> Names)> labels = [];

    /// <summary>Name of the module.</summary>
    public string? Module { get; set; }

    /// <summary>Adds the names inside a function.</summary>
    public void AddFunction(uint index, IndexSpace functionLocals, LabelScope functionLabels)
    {
        if (functionLocals.Names.Count > 0) locals.Add((index, functionLocals.Names));
        if (functionLabels.Names.Count > 0) labels.Add((index, [.. functionLabels.Names]));
    }

    /// <summary>Adds the section to a module, unless there are no names.</summary>
    public void Write(ModuleWriter module, ModuleScope scope)
    {
        ByteWriter section = new();
        if (Module is not null) Subsection(section, 0, content => content.Name(Module));
        Names(section, 1, scope.Functions);
        IndirectNames(section, 2, locals);
        IndirectNames(section, 3, labels);
        Names(section, 4, scope.Types);
        Names(section, 5, scope.Tables);
        Names(section, 6, scope.Memories);
        Names(section, 7, scope.Globals);
        Names(section, 8, scope.Elems);
        Names(section, 9, scope.Datas);
        IndirectNames(section, 10, FieldNames(scope.TypeTable));
        Names(section, 11, scope.Tags);
        if (section.Length > 0) module.AddCustom(CustomPlacement.Last, "name", section.Written.ToArray());
    }

    private static List<(uint Type, IReadOnlyList<(uint, string)> Names)> FieldNames(TypeTable types) =>
        [.. from type in types.Fields where type.Fields.Names.Count > 0 select (type.Type, type.Fields.Names)];

    private static void Names(ByteWriter section, byte id, IndexSpace space)
    {
        if (space.Names.Count > 0) Subsection(section, id, content => NameMap(content, space.Names));
    }

    private static void IndirectNames(ByteWriter section, byte id, List<(uint Index, IReadOnlyList<(uint, string)> Names)> groups)
    {
        if (groups.Count == 0) return;
        Subsection(section, id, content =>
        {
            content.Unsigned((ulong)groups.Count);
            foreach ((uint index, IReadOnlyList<(uint, string)> names) in groups)
            {
                content.Unsigned(index);
                NameMap(content, names);
            }
        });
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
