using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Emit;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// The classes of structures within an image. The CLR lays out classes with the same fields in the same way, so that code may use an object of a twin, as it
/// doesn't ask for the class. One use; not shared between threads.
/// </summary>
internal sealed class ImageLayouts(ModuleBuilder image, TypeIds types)
{
    private readonly Dictionary<int, StructLayout> _byType = [];
    private readonly Dictionary<(Type? Parent, string Kinds), StructLayout> _layouts = [];

    /// <summary>The types that code needs, and the names of their classes.</summary>
    public IEnumerable<(int Type, string Class)> Used => _byType.Select(used => (used.Key, used.Value.Class.Name)).OrderBy(used => used.Key);

    /// <summary>The layout of a structure type.</summary>
    public StructLayout Of(TypeIdx type)
    {
        int index = (int)type.Value;
        if (_byType.TryGetValue(index, out StructLayout? known)) return known;
        StructLayout? parent = types.SuperOf(type) is { } super ? Of(super) : null;
        ImmutableArray<StorageKind> fields = types.FieldsOf(type);
        var key = (parent?.Class, string.Concat(fields.Select(kind => (char)('0' + (int)kind))));
        if (!_layouts.TryGetValue(key, out StructLayout? layout)) _layouts.Add(key, layout = Define(parent, fields));
        return _byType[index] = layout;
    }

    /// <summary>Finishes them.</summary>
    public void CreateTypes()
    {
        foreach (StructLayout layout in _layouts.Values) ((TypeBuilder)layout.Class).CreateType();
    }

    private StructLayout Define(StructLayout? parent, ImmutableArray<StorageKind> fields) =>
        StructLayouts.Define(image, string.Create(CultureInfo.InvariantCulture, $"Struct{_layouts.Count}"), parent, fields);
}
