using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>What validation asks about the values of a type; the layouts of the canonical ABI know it. abi: elem_size</summary>
internal static class ValueTypes
{
    /// <summary>Checks that lists can have values of a type, whatever the size of pointers.</summary>
    public static void CheckSize(ComponentValType type, int at)
    {
        if (SizeOf(type) >= ComponentLimits.ValueSize)
            ComponentValidationErrors.Invalid(at, $"type exceeds maximum byte size of {ComponentLimits.ValueSize}");
    }

    /// <summary>Whether there is a handle somewhere that was lent for a call. abi: contains_borrow</summary>
    public static bool ContainsBorrow(ComponentValType type) => Layout.Of(type, is64: true).ContainsBorrow;

    /// <summary>Whether values reach into a memory, beyond themselves.</summary>
    public static bool ContainsPointer(ComponentValType type) => Layout.Of(type, is64: true).ContainsPointer;

    private static long SizeOf(ComponentValType type)
    {
        try
        {
            return Layout.Of(type, is64: true).ElemSize;
        }
        catch (NotSupportedException)
        {
            return long.MaxValue;
        }
    }
}
