using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;

namespace Caisson.Compiler.Splitting;

/// <summary>Takes IL and keeps nothing but what it costs. One use; not shared between threads.</summary>
internal sealed class IlMeter : ILGenerator
{
    private const int TokenBytes = 4;

    private int _instructions, _references, _blocks, _bytes, _locals, _labels;

    /// <summary>Whether the next instruction starts a block.</summary>
    private bool _startsBlock = true;

    /// <summary>Of everything so far.</summary>
    public IlCost Cost => new(_instructions, _references, _blocks, _bytes, _locals);

    /// <inheritdoc/>
    public override int ILOffset => _bytes;

    /// <inheritdoc/>
    public override void Emit(OpCode opcode) => Count(opcode, 0);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, byte arg) => Count(opcode, 1);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, short arg) => Count(opcode, 2);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, int arg) => Count(opcode, 4);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, long arg) => Count(opcode, 8);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, float arg) => Count(opcode, 4);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, double arg) => Count(opcode, 8);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, string str) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, Type cls) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, FieldInfo field) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, MethodInfo meth) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, ConstructorInfo con) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, SignatureHelper signature) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, Label label) => Count(opcode, opcode.OperandType == OperandType.ShortInlineBrTarget ? 1 : 4);

    /// <inheritdoc/>
    public override void Emit(OpCode opcode, Label[] labels) => Count(opcode, 4 * (labels.Length + 1));

    /// <summary>The generator chooses short forms for locals with a low number.</summary>
    public override void Emit(OpCode opcode, LocalBuilder local)
    {
        bool hasShortest = opcode != OpCodes.Ldloca && local.LocalIndex < 4;
        Count(opcode, 0);
        _references++;
        _bytes += hasShortest ? 1 - opcode.Size : local.LocalIndex <= byte.MaxValue ? 2 - opcode.Size : 2;
    }

    /// <inheritdoc/>
    public override void EmitCall(OpCode opcode, MethodInfo methodInfo, Type[]? optionalParameterTypes) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void EmitCalli(
        OpCode opcode, CallingConventions callingConvention, Type? returnType, Type[]? parameterTypes, Type[]? optionalParameterTypes) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override void EmitCalli(OpCode opcode, CallingConvention unmanagedCallConv, Type? returnType, Type[]? parameterTypes) => Count(opcode, TokenBytes);

    /// <inheritdoc/>
    public override LocalBuilder DeclareLocal(Type localType, bool pinned) => new MeteredLocal(_locals++, localType, pinned);

    /// <inheritdoc/>
    public override Label DefineLabel() => CreateLabel(_labels++);

    /// <inheritdoc/>
    public override void MarkLabel(Label loc) => _startsBlock = true;

    /// <inheritdoc/>
    public override Label BeginExceptionBlock()
    {
        _startsBlock = true;
        return DefineLabel();
    }

    /// <summary>A branch out of the protected block goes before the filter.</summary>
    public override void BeginExceptFilterBlock() => Count(OpCodes.Leave, 4);

    /// <inheritdoc/>
    public override void BeginCatchBlock(Type? exceptionType) => Count(exceptionType is null ? OpCodes.Endfilter : OpCodes.Leave, exceptionType is null ? 0 : 4);

    /// <inheritdoc/>
    public override void BeginFinallyBlock() => Count(OpCodes.Leave, 4);

    /// <inheritdoc/>
    public override void BeginFaultBlock() => Count(OpCodes.Leave, 4);

    /// <inheritdoc/>
    public override void EndExceptionBlock() => Count(OpCodes.Leave, 4);

    /// <inheritdoc/>
    public override void BeginScope() { }

    /// <inheritdoc/>
    public override void EndScope() { }

    /// <inheritdoc/>
    public override void UsingNamespace(string usingNamespace) { }

    private void Count(OpCode opcode, int operandBytes)
    {
        if (_startsBlock) _blocks++;
        _instructions++;
        _bytes += opcode.Size + operandBytes;
        if (NamesArgument(opcode)) _references++;
        _startsBlock = opcode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;
    }

    private static bool NamesArgument(OpCode opcode) =>
        opcode.Value is >= 0x02 and <= 0x05 || opcode == OpCodes.Ldarg_S || opcode == OpCodes.Starg_S || opcode == OpCodes.Ldarg || opcode == OpCodes.Starg;

    /// <summary>A local that is only counted.</summary>
    private sealed class MeteredLocal(int index, Type type, bool pinned) : LocalBuilder
    {
        public override int LocalIndex { get; } = index;

        public override Type LocalType { get; } = type;

        public override bool IsPinned { get; } = pinned;
    }
}
