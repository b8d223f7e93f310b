using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Caisson.Compiler.Precompilation;

/// <summary>The IL of a method, to be written elsewhere. Immutable.</summary>
internal sealed class IlCopy
{
    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly MethodInfo _method;
    private readonly IList<LocalVariableInfo> _locals;
    private readonly List<(int At, OpCode Code, object? Operand)> _steps = [];
    private readonly HashSet<int> _targets = [];

    private IlCopy(MethodInfo method, MethodBody body) => (_method, _locals) = (method, body.LocalVariables);

    /// <summary>The IL of a method; null when it has what can't be copied.</summary>
    public static IlCopy? Of(MethodInfo method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } il || body.ExceptionHandlingClauses.Count > 0) return null;
        var copy = new IlCopy(method, body);
        return copy.Read(il) ? copy : null;
    }

    /// <summary>Writes it. Branches become long ones: code may be longer here.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="substitute">What is called in the place of a method.</param>
    public void WriteTo(ILGenerator output, Func<MethodInfo, MethodInfo> substitute)
    {
        foreach (LocalVariableInfo local in _locals) output.DeclareLocal(local.LocalType, local.IsPinned);
        Dictionary<int, Label> labels = _targets.ToDictionary(target => target, _ => output.DefineLabel());
        foreach ((int at, OpCode code, object? operand) in _steps)
        {
            if (labels.TryGetValue(at, out Label label)) output.MarkLabel(label);
            switch (operand)
            {
                case null: output.Emit(code); break;
                case int target when IsBranch(code): output.Emit(Long(code), labels[target]); break;
                case byte number: output.Emit(code, number); break;
                case sbyte number: output.Emit(code, number); break;
                case short number: output.Emit(code, number); break;
                case int number: output.Emit(code, number); break;
                case long number: output.Emit(code, number); break;
                case float number: output.Emit(code, number); break;
                case double number: output.Emit(code, number); break;
                case MethodInfo method: output.Emit(code, substitute(method)); break;
                case ConstructorInfo constructor: output.Emit(code, constructor); break;
                case FieldInfo field: output.Emit(code, field); break;
                case Type type: output.Emit(code, type); break;
            }
        }
    }

    private static bool IsBranch(OpCode code) => code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget;

    /// <summary>The long form of a branch has the same name but for the end.</summary>
    private static OpCode Long(OpCode code) =>
        code.OperandType == OperandType.InlineBrTarget ? code : Codes[(short)(code.Value - OpCodes.Br_S.Value + OpCodes.Br.Value)];

    private bool Read(byte[] il)
    {
        for (int at = 0; at < il.Length;)
        {
            int start = at;
            OpCode code = Codes[il[at] == 0xFE ? (short)((0xFE << 8) | il[at + 1]) : il[at]];
            at += code.Size;
            if (!TryRead(code, il.AsSpan(at), out object? operand, out int bytes)) return false;
            at += bytes;
            if (operand is int distance && IsBranch(code)) _targets.Add((int)(operand = at + distance));
            _steps.Add((start, code, operand));
        }
        return true;
    }

    private bool TryRead(OpCode code, ReadOnlySpan<byte> at, out object? operand, out int bytes)
    {
        (operand, bytes) = code.OperandType switch
        {
            OperandType.InlineNone => (null, 0),
            OperandType.ShortInlineBrTarget => ((object)(int)(sbyte)at[0], 1),
            OperandType.InlineBrTarget => (BinaryPrimitives.ReadInt32LittleEndian(at), 4),
            OperandType.ShortInlineI when code == OpCodes.Ldc_I4_S => ((sbyte)at[0], 1),
            OperandType.ShortInlineI or OperandType.ShortInlineVar => (at[0], 1),
            OperandType.InlineVar => (BinaryPrimitives.ReadInt16LittleEndian(at), 2),
            OperandType.InlineI => (BinaryPrimitives.ReadInt32LittleEndian(at), 4),
            OperandType.InlineI8 => (BinaryPrimitives.ReadInt64LittleEndian(at), 8),
            OperandType.ShortInlineR => (BinaryPrimitives.ReadSingleLittleEndian(at), 4),
            OperandType.InlineR => (BinaryPrimitives.ReadDoubleLittleEndian(at), 8),
            OperandType.InlineMethod => (_method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(at)), 4),
            OperandType.InlineField => (_method.Module.ResolveField(BinaryPrimitives.ReadInt32LittleEndian(at)), 4),
            OperandType.InlineType => (_method.Module.ResolveType(BinaryPrimitives.ReadInt32LittleEndian(at)), 4),
            _ => (this, 0),
        };
        return !ReferenceEquals(operand, this);
    }
}
