using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>The messages of this project.</summary>
internal static class CompilerErrors
{
    public static NotSupportedException NotSupported(Opcode opcode, int function) =>
        new($"function {function} uses {opcode.Mnemonic}, which this version of Caisson can decode and validate but not compile (feature: {opcode.Features})");

    public static NotSupportedException TooManyHandlers(int function, int most, int deepest) =>
        new($"function {function} has more exception handlers than this version of Caisson can compile: the limit is {most}, nested at most {deepest} deep");

    public static NotSupportedException TooManyLoops(int function, int deepest) =>
        new($"function {function} nests loops deeper than this version of Caisson can compile: the limit is {deepest}");

    public static NotSupportedException TooManyValues(int function) =>
        new($"function {function} has more parameters and results of blocks and calls, all in all, than this version of Caisson can compile");

    public static NotSupportedException NoOperation(Opcode opcode) =>
        new($"{opcode.Mnemonic} has no operation in this version of Caisson (feature: {opcode.Features})");
}
