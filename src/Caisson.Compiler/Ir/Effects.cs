namespace Caisson.Compiler.Ir;

/// <summary>
/// What evaluating an expression may depend on or change, beside the locals it reads; tells which evaluations may change places.
/// </summary>
[Flags]
internal enum Effects : ushort
{
    None = 0,

    /// <summary>Reads a memory or its size.</summary>
    ReadsMemory = 1,

    /// <summary>Reads a mutable global.</summary>
    ReadsGlobals = 2,

    /// <summary>Reads a table or its size.</summary>
    ReadsTables = 4,

    /// <summary>May trap because of an address.</summary>
    MemoryTrap = 8,

    /// <summary>May trap for another reason.</summary>
    OtherTrap = 16,

    WritesMemory = 32,

    WritesGlobals = 64,

    /// <summary>Writes tables, or anything at all: a call.</summary>
    WritesAll = 128,

    /// <summary>Reads a field or element that can be set.</summary>
    ReadsObjects = 256,

    WritesObjects = 512,

    /// <summary>Reads a segment, which only what writes anything at all drops.</summary>
    ReadsSegments = 1024,

    Traps = MemoryTrap | OtherTrap,

    Writes = WritesMemory | WritesGlobals | WritesObjects | WritesAll,

    /// <summary>A call may do everything.</summary>
    Call = ReadsMemory | ReadsGlobals | ReadsTables | ReadsObjects | ReadsSegments | Traps | Writes,
}

internal static class EffectRules
{
    /// <summary>Whether evaluating <paramref name="left"/> after <paramref name="right"/>, instead of before, could be noticed.</summary>
    public static bool Conflict(Effects left, Effects right)
    {
        if (left == 0 || right == 0) return false;
        return OneWay(left, right) || OneWay(right, left);
    }

    private static bool OneWay(Effects a, Effects b) =>
        ((a & Effects.WritesAll) != 0)
        || ((a & Effects.Writes) != 0 && (b & (Effects.Traps | Effects.Writes)) != 0)
        || ((a & Effects.WritesMemory) != 0 && (b & Effects.ReadsMemory) != 0)
        || ((a & Effects.WritesGlobals) != 0 && (b & Effects.ReadsGlobals) != 0)
        || ((a & Effects.WritesObjects) != 0 && (b & Effects.ReadsObjects) != 0)

        // Two traps of one kind look the same from outside, whichever comes first.
        || ((a & Effects.MemoryTrap) != 0 && (b & Effects.OtherTrap) != 0)
        || ((a & Effects.OtherTrap) != 0 && (b & Effects.OtherTrap) != 0);
}
