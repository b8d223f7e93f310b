namespace Caisson.Cli.Wast;

/// <summary>What <c>(ref.extern n)</c> refers to. A script has one object for each number.</summary>
/// <param name="number">The number.</param>
internal sealed class HostReference(uint number)
{
    /// <summary>The number.</summary>
    public uint Number { get; } = number;

    /// <summary>As scripts write it.</summary>
    public override string ToString() => $"(ref.extern {Number})";
}
