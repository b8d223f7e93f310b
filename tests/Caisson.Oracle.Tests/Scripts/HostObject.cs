namespace Caisson.Oracle.Tests.Scripts;

/// <summary>What <c>(ref.extern n)</c> and <c>(ref.host n)</c> refer to; equal numbers are equal objects.</summary>
/// <param name="Number">The number.</param>
internal sealed record HostObject(uint Number);
