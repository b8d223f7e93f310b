using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace Caisson.Compiler.Tests.Passes;

/// <summary>The IL of an emitted method as text, an instruction a line; methods, fields and types by name, branches by offset.</summary>
internal static class IlListing
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static List<string> Of(MethodInfo method)
    {
        byte[] il = method.GetMethodBody()!.GetILAsByteArray()!;
        var lines = new List<string>();
        for (int at = 0; at < il.Length;)
        {
            int start = at;
            short value = il[at++];
            if (value == 0xFE) value = (short)(0xFE00 | il[at++]);
            OpCode code = Codes[value];
            string operand = Operand(method.Module, il, code, ref at);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{start:x3}: {code.Name} {operand}").TrimEnd());
        }
        return lines;
    }

    private static string Operand(Module module, byte[] il, OpCode code, ref int at)
    {
        ReadOnlySpan<byte> rest = il.AsSpan(at);
        int size = code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(rest),
            _ => 4,
        };
        at += size;
        int end = at;
        object operand = code.OperandType switch
        {
            OperandType.InlineNone => "",
            OperandType.ShortInlineBrTarget => Target(end, (sbyte)rest[0]),
            OperandType.InlineBrTarget => Target(end, BinaryPrimitives.ReadInt32LittleEndian(rest)),
            OperandType.ShortInlineI => (sbyte)rest[0],
            OperandType.ShortInlineVar => rest[0],
            OperandType.InlineVar => BinaryPrimitives.ReadInt16LittleEndian(rest),
            OperandType.InlineI => BinaryPrimitives.ReadInt32LittleEndian(rest),
            OperandType.InlineI8 => BinaryPrimitives.ReadInt64LittleEndian(rest),
            OperandType.InlineR => BinaryPrimitives.ReadDoubleLittleEndian(rest),
            OperandType.ShortInlineR => BinaryPrimitives.ReadSingleLittleEndian(rest),
            OperandType.InlineSwitch => $"({size / 4 - 1} targets)",
            OperandType.InlineSig => "",
            _ => module.ResolveMember(BinaryPrimitives.ReadInt32LittleEndian(rest)) is { } member ? $"{member.DeclaringType?.Name}.{member.Name}" : "?",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{operand}");
    }

    private static string Target(int end, int distance) => (end + distance).ToString("x3", CultureInfo.InvariantCulture);
}
