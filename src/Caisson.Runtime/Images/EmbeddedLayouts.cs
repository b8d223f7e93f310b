using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Caisson.Runtime;

/// <summary>The layouts of classes that the build made for structures.</summary>
internal static class EmbeddedLayouts
{
    /// <summary>The layout that a class is.</summary>
    /// <param name="type">The class.</param>
    /// <param name="parent">The layout above.</param>
    /// <param name="fields">Storage of the fields, inherited ones first.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Classes come from EmbeddedModule.ClassOf, which keeps their fields and constructors.")]
    public static StructLayout Of(Type type, StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        int inherited = parent?.Fields.Length ?? 0;
        IEnumerable<FieldInfo> own = Enumerable.Range(inherited, fields.Length - inherited)
            .Select(i => type.GetField(string.Create(CultureInfo.InvariantCulture, $"F{i}"))!);
        return new StructLayout(type, fields, [.. parent?.Fields ?? [], .. own], type.GetConstructor([typeof(int)])!);
    }
}
