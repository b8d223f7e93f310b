using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Caisson.Runtime;

/// <summary>The classes of structures, however they were made: what they are called inside, and what layout they are.</summary>
internal static class StructClasses
{
    /// <summary>The name of a field.</summary>
    public static string FieldName(int field) => string.Create(CultureInfo.InvariantCulture, $"F{field}");

    /// <summary>The layout that a finished class is.</summary>
    /// <param name="type">The class.</param>
    /// <param name="parent">The layout above.</param>
    /// <param name="fields">Storage of the fields, inherited ones first.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Classes are made at run time, or come from EmbeddedModule.ClassOf, which keeps their fields and constructors.")]
    public static StructLayout LayoutOf(Type type, StructLayout? parent, ImmutableArray<StorageKind> fields)
    {
        int inherited = parent?.Fields.Length ?? 0;
        IEnumerable<FieldInfo> own = Enumerable.Range(inherited, fields.Length - inherited)
            .Select(i => type.GetField(FieldName(i))!);
        return new StructLayout(type, fields, [.. parent?.Fields ?? [], .. own], type.GetConstructor([typeof(int)])!);
    }
}
