using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Numerics;

/// <summary>The names of instructions, taken apart once.</summary>
internal static class Mnemonics
{
    private static readonly string[][] All = [.. Opcodes.All.Select(opcode => opcode.Mnemonic.Split('.'))];

    /// <summary>What stands between the dots: <c>i32</c>, <c>add</c>.</summary>
    public static string[] Parts(Opcode opcode) => All[(int)opcode];
}
