using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>Where validation is, for messages.</summary>
/// <param name="Offset">In the module's bytes.</param>
/// <param name="Function">Index of the function, or -1 outside functions.</param>
/// <param name="Opcode">The instruction; meaningless outside functions.</param>
internal readonly record struct Place(int Offset, int Function = -1, Opcode Opcode = default)
{
    public override string ToString() => Function < 0 ? "" : $" (function {Function}, {Opcode.Mnemonic})";
}
