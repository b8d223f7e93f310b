using System.Diagnostics.CodeAnalysis;
using Caisson.Components.Types;

namespace Caisson.Components.Values;

public readonly partial struct ComponentValue
{
    /// <summary>
    /// The value as one of a type. Nothing is lost: integers and floats become those of another size where that can hold them, fields are put
    /// in order, a value becomes an option that has it, an owned resource is lent where a borrow is wanted.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <exception cref="ArgumentException">It doesn't fit; the message says where and why.</exception>
    public ComponentValue ConvertTo(ComponentValType type) =>
        TryConvertTo(type, out ComponentValue converted, out string? reason) ? converted : throw new ArgumentException(reason, nameof(type));

    /// <summary>The value as one of a type, like <see cref="ConvertTo"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="converted">The value of the type.</param>
    /// <param name="reason">Where and why it doesn't fit: <c>at .points[2].x: expected u8, found s32 -1</c>.</param>
    public bool TryConvertTo(ComponentValType type, out ComponentValue converted, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(type);
        converted = this;
        reason = ValueConverter.Convert(ref converted, type)?.ToString();
        return reason is null;
    }
}
