namespace Caisson.Compiler.Ir;

/// <summary>A parameter, a local of the function, or a temporary of the lowering.</summary>
internal sealed class Local(int number, IrType type, bool isParameter)
{
    /// <summary>Unique in the function; parameters first.</summary>
    public int Number { get; } = number;

    public IrType Type { get; } = type;

    public bool IsParameter { get; } = isParameter;

    /// <summary>Whether it holds a reference that can't be null wherever it is read.</summary>
    public bool IsNonNull { get; init; }

    /// <summary>One of 64 bits, for quick and inexact sets of locals.</summary>
    public ulong Bit => 1UL << Number;

    public override string ToString() => $"${Number}";
}

/// <summary>A place to branch to: the end of a block or the start of a loop.</summary>
internal sealed class Label(int number)
{
    public int Number { get; } = number;

    /// <summary>Whether anything branches here.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Number of protected blocks of IL around the place; known once emission has come to its block.</summary>
    public int Protection { get; set; }

    public override string ToString() => $"L{Number}";
}
