using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Caisson.Runtime.Operations;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Reads the IL of an operation, follows the branches that ask what the processor has, and puts the operations that it calls in their
/// places. One use; not shared between threads.
/// </summary>
/// <param name="isPortable">Whether to give up where the operation asks, because another processor may answer differently.</param>
internal sealed class OperationReader(bool isPortable)
{
    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public List<OperationStep> Steps { get; } = [];

    public List<Type> Locals { get; } = [];

    /// <summary>Appends a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isNested">Whether its arguments are on the stack, not those of the operation.</param>
    /// <returns>Whether it can be written elsewhere.</returns>
    public bool Read(MethodInfo method, bool isNested)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } il || body.ExceptionHandlingClauses.Count > 0) return false;
        int arguments = Locals.Count;
        if (isNested) TakeArguments(method);
        int locals = Locals.Count;
        Locals.AddRange(body.LocalVariables.Select(local => local.LocalType));
        for (int at = 0; ;)
        {
            OpCode code = Codes[il[at] == 0xFE ? (short)((0xFE << 8) | il[at + 1]) : il[at]];
            ReadOnlySpan<byte> operand = il.AsSpan(at + code.Size);
            at += code.Size + OperandBytes(code);
            if (code == OpCodes.Ret) return true;
            if (Variable(code, operand) is var (form, index))
            {
                if (form == OpCodes.Ldarg && isNested) (form, index) = (OpCodes.Ldloc, index + arguments);
                else if (form != OpCodes.Ldarg) index += locals;
                Steps.Add(new OperationStep(form, null, index));
            }
            else if (code.OperandType == OperandType.InlineMethod)
            {
                MethodBase called = method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(operand))!;
                if (Processor(called) is { } has)
                {
                    if (isPortable) return false;
                    if (Branch(il, ref at, has)) continue;
                    Steps.Add(new OperationStep(OpCodes.Ldc_I4, has ? 1 : 0));
                }
                else if (!Call(code, called))
                {
                    return false;
                }
            }
            else if (code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget)
            {
                if (code.FlowControl != FlowControl.Branch) return false;
                at += Distance(code, operand);
            }
            else if (!Simple(code, operand))
            {
                return false;
            }
        }
    }

    private void TakeArguments(MethodInfo method)
    {
        int first = Locals.Count;
        Locals.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
        for (int i = Locals.Count - 1; i >= first; i--) Steps.Add(new OperationStep(OpCodes.Stloc, null, i));
    }

    /// <summary>What a property says of the processor, which is all that operations ask; null when the method is none of these.</summary>
    private static bool? Processor(MethodBase method) =>
        method is MethodInfo { IsStatic: true, IsSpecialName: true } property && property.ReturnType == typeof(bool) && property.GetParameters().Length == 0
            ? (bool)property.Invoke(null, null)!
            : null;

    /// <summary>Takes a branch that follows on such a property.</summary>
    private static bool Branch(byte[] il, ref int at, bool holds)
    {
        OpCode code = Codes[il[at] == 0xFE ? (short)((0xFE << 8) | il[at + 1]) : il[at]];
        bool? whenTrue = code == OpCodes.Brtrue || code == OpCodes.Brtrue_S ? true : code == OpCodes.Brfalse || code == OpCodes.Brfalse_S ? false : null;
        if (whenTrue is not { } condition) return false;
        int distance = Distance(code, il.AsSpan(at + code.Size));
        at += code.Size + OperandBytes(code) + (holds == condition ? distance : 0);
        return true;
    }

    private bool Call(OpCode code, MethodBase called)
    {
        if (called is MethodInfo method && method.IsStatic && method.DeclaringType!.Namespace == typeof(ConstantOperations).Namespace)
        {
            if (method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining)) return false;
            return Read(method, isNested: true);
        }
        if (!called.IsPublic) return false;
        if (IsReinterpretation(called)) return true;
        Steps.Add(new OperationStep(code, called));
        return true;
    }

    /// <summary>
    /// Whether a method gives a vector lanes of another type. The JIT takes the lanes from what is called next, not from the value: leaving
    /// these out spares it three of four calls.
    /// </summary>
    private static bool IsReinterpretation(MethodBase method) =>
        Vector128.IsHardwareAccelerated && method.DeclaringType == typeof(Vector128) && method.Name.StartsWith("As", StringComparison.Ordinal)
            && method.GetParameters() is [{ ParameterType: { IsGenericType: true } type }] && type.GetGenericTypeDefinition() == typeof(Vector128<>)
            && ((MethodInfo)method).ReturnType is { IsGenericType: true } result && result.GetGenericTypeDefinition() == typeof(Vector128<>);

    private bool Simple(OpCode code, ReadOnlySpan<byte> operand)
    {
        object? number = code.OperandType switch
        {
            OperandType.InlineNone => null,
            OperandType.ShortInlineI => (int)(sbyte)operand[0],
            OperandType.InlineI => BinaryPrimitives.ReadInt32LittleEndian(operand),
            OperandType.InlineI8 => BinaryPrimitives.ReadInt64LittleEndian(operand),
            OperandType.ShortInlineR => BinaryPrimitives.ReadSingleLittleEndian(operand),
            OperandType.InlineR => BinaryPrimitives.ReadDoubleLittleEndian(operand),
            _ => this,
        };
        if (ReferenceEquals(number, this)) return false;
        if (code != OpCodes.Nop) Steps.Add(new OperationStep(code == OpCodes.Ldc_I4_S ? OpCodes.Ldc_I4 : code, number));
        return true;
    }

    /// <summary>The general form of what reads an argument, or reads or sets a local, and the number of that.</summary>
    private static (OpCode Form, int Index)? Variable(OpCode code, ReadOnlySpan<byte> operand) => code.Value switch
    {
        >= 0x02 and <= 0x05 => (OpCodes.Ldarg, code.Value - 0x02),
        >= 0x06 and <= 0x09 => (OpCodes.Ldloc, code.Value - 0x06),
        >= 0x0A and <= 0x0D => (OpCodes.Stloc, code.Value - 0x0A),
        0x0E => (OpCodes.Ldarg, operand[0]),
        0x11 => (OpCodes.Ldloc, operand[0]),
        0x13 => (OpCodes.Stloc, operand[0]),
        _ => null,
    };

    private static int Distance(OpCode code, ReadOnlySpan<byte> operand) =>
        code.OperandType == OperandType.ShortInlineBrTarget ? (sbyte)operand[0] : BinaryPrimitives.ReadInt32LittleEndian(operand);

    private static int OperandBytes(OpCode code) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
