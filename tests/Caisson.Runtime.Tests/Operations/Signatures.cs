using System.Reflection;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The signatures of instructions and of their methods, as text to compare.</summary>
internal static class Signatures
{
    /// <summary>
    /// The signature that a method must have: the instruction's, then its lane. A load takes what is in memory for the address; a
    /// store returns what goes there. An atomic instruction takes the host address.
    /// </summary>
    public static string Of(string mnemonic)
    {
        Opcode opcode = OperationCatalog.OpcodeOf(mnemonic);
        InstructionSignature signature = opcode.Signature;
        List<string> operands = [.. Enumerable.Range(0, signature.OperandCount).Select(i => Name(signature.Operand(i)))];
        string result = signature.ResultCount == 1 ? Name(signature.Result(0)) : "";
        string memory = opcode.AccessBytes == 8 ? "I64" : "I32";
        if (mnemonic.StartsWith("v128.load", StringComparison.Ordinal)) operands[0] = memory;
        if (mnemonic.StartsWith("v128.store", StringComparison.Ordinal)) (operands, result) = (operands[1..], memory);
        if (opcode.Prefix == 0xFE && operands.Count > 0) operands[0] = "Byte*";
        if (opcode.LaneCount > 0) operands.Add("lane");
        if (opcode == Opcode.I8x16Shuffle) operands.Add("V128");
        return $"{string.Join(' ', operands)} -> {result}";
    }

    public static string Of(MethodInfo method) =>
        $"{string.Join(' ', method.GetParameters().Select(parameter => Name(parameter.ParameterType)))} -> {Name(method.ReturnType)}";

    private static string Name(ValKind kind) => kind.ToString();

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(int) => "I32",
        _ when type == typeof(long) => "I64",
        _ when type == typeof(float) => "F32",
        _ when type == typeof(double) => "F64",
        _ when type == typeof(Vector128<byte>) => "V128",
        _ when type == typeof(byte) => "lane",
        _ when type == typeof(void) => "",
        _ => type.Name,
    };
}
