using System.Reflection;

namespace Caisson.Compiler.Ir;

/// <summary>A field of a <see cref="SplitFrame"/>.</summary>
internal sealed class FrameSlot(IrType type)
{
    public IrType Type { get; } = type;

    /// <summary>The field; known once the structure is defined.</summary>
    public FieldInfo? Field { get; set; }
}
