namespace Caisson.Runtime;

/// <summary>Settings of <see cref="Module.SaveAsync"/>. Immutable; change a copy with <c>with</c>.</summary>
public sealed record SaveOptions
{
    /// <summary>The defaults.</summary>
    public static readonly SaveOptions Default = new();

    /// <summary>Whether the image shall have machine code. Default: where the tool for that is found.</summary>
    public MachineCode MachineCode { get; init; } = MachineCode.WhereAvailable;
}

/// <summary>Whether an image has machine code.</summary>
public enum MachineCode
{
    /// <summary>Where the tool that makes it is found; where not, the image has IL, which spares decoding, validation and emission, but not the JIT.</summary>
    WhereAvailable,

    /// <summary>An image without it is a failure.</summary>
    Required,

    /// <summary>IL only.</summary>
    None,
}

/// <summary>What became of a module that was saved.</summary>
/// <param name="HasMachineCode">Whether there is machine code in the image.</param>
/// <param name="Reason">Why there is none; null when there is, or nobody wanted it.</param>
public sealed record SavedImage(bool HasMachineCode, string? Reason);
