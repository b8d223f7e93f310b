using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;
using Caisson.Runtime.Operations;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Operations of vectors, written where they are used. What an operation uses more than once, or not in turn, is computed first; the rest
/// where it is used, so that the JIT sees one tree.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>
    /// In a body of no more bytes of wasm the JIT inlines all operations: reading their IL would only take time, which counts where a module is
    /// called for the first time. Code that is saved has them in their places anyway: what is compiled ahead can't inline the runtime's methods.
    /// </summary>
    private const int FewOperations = 300;

    /// <summary>Locals that no operation is using.</summary>
    private readonly Dictionary<Type, Stack<LocalBuilder>> _free = [];

    private void EmitVectorOperation(Plain plain)
    {
        if (plain.Opcode == Opcode.I8x16Shuffle) EmitShuffle(plain.Operands[0], plain.Operands[1], ((VectorConstant)plain.Operands[2]).Value);
        else EmitVectorOperation(OperationMethods.Of(plain.Opcode), WithLane(plain.Opcode, plain.Operands, plain.Lane));
    }

    private void EmitShuffle(Expression a, Expression b, Vector128<byte> lanes)
    {
        bool maySwap = !EffectRules.Conflict(a.Effects, b.Effects);
        if (IsZero(a) && maySwap) (a, b, lanes) = (b, a, lanes ^ Vector128.Create((byte)16));
        ShuffleForm form = IsZero(b) ? ShuffleForm.OfZero(lanes) : ShuffleForm.Of(lanes);
        if (form.IsSwapped && !maySwap) form = new ShuffleForm(OperationMethods.Of(Opcode.I8x16Shuffle), lanes);
        Expression[] operands = form.IsSwapped ? [b, a] : [a, b];
        EmitVectorOperation(form.Method, form.Constant switch
        {
            byte number => [.. operands, new Constant(IrType.I32, number)],
            Vector128<byte> vector => [.. operands, new VectorConstant(vector)],
            _ => operands,
        });
    }

    private static bool IsZero(Expression expression) => expression is VectorConstant constant && constant.Value == Vector128<byte>.Zero;

    /// <summary>Whether an instruction is an operation of vectors.</summary>
    public static bool IsVector(Opcode opcode) => opcode.Features is Features.Simd or Features.RelaxedSimd;

    private static Expression[] WithLane(Opcode opcode, Expression[] operands, byte lane) =>
        opcode.LaneCount > 0 ? [.. operands, new Constant(IrType.I32, lane)] : operands;

    /// <summary>An operation with its operands; the first ones are null where their values are on the stack already.</summary>
    private void EmitVectorOperation(MethodInfo method, Expression?[] operands)
    {
        if (BodyOf(method) is { } body)
        {
            EmitBody(body, operands);
            return;
        }
        foreach (Expression? operand in operands)
            if (operand is not null) Emit(operand);
        _il.Emit(OpCodes.Call, _code.OperationFor(method));
    }

    /// <summary>What an operation does, but for its first steps where they have been taken.</summary>
    private void EmitBody(OperationBody body, Expression?[] operands, int taken = 0)
    {
        LocalBuilder[] locals = Array.ConvertAll(body.Locals, Rent);
        LocalBuilder?[]? arguments = TakesInTurn(body, operands) ? null : EmitArguments(operands, body);
        foreach (OperationStep step in body.Steps.AsSpan(taken))
        {
            if (step.Code != OpCodes.Ldarg) EmitStep(step, locals);
            else if (arguments?[step.Index] is { } argument) _il.Emit(OpCodes.Ldloc, argument);
            else if (operands[step.Index] is { } operand) Emit(operand);
        }
        foreach (LocalBuilder local in locals) Return(local);
        foreach (LocalBuilder? argument in arguments ?? [])
            if (argument is not null) Return(argument);
    }

    /// <summary>What is written in the place of an operation; null where it is called.</summary>
    private OperationBody? BodyOf(MethodInfo operation)
    {
        int bytes = _ir.Module.Code[_ir.Index - _ir.Module.ImportCounts.Functions].Instructions.Length + _ir.InlinedBytes;
        return bytes > FewOperations || _code.IsSaved ? OperationBody.Of(operation) : null;
    }

    /// <summary>Whether each operand may be computed where it is used. What is on the stack must be what is used first.</summary>
    private static bool TakesInTurn(OperationBody body, Expression?[] operands) =>
        body.TakesArgumentsInTurn && (operands[0] is not null || (body.Steps[0].Code == OpCodes.Ldarg && operands.Count(operand => operand is null) == 1));

    /// <summary>Computes what isn't cheap enough to be written wherever it is used.</summary>
    private LocalBuilder?[] EmitArguments(Expression?[] operands, OperationBody body)
    {
        var arguments = new LocalBuilder?[operands.Length];
        for (int i = operands.Count(operand => operand is null) - 1; i >= 0; i--) _il.Emit(OpCodes.Stloc, arguments[i] = Rent(body.Parameters[i]));
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] is null or LocalGet or Constant or VectorConstant) continue;
            Emit(operands[i]!);
            _il.Emit(OpCodes.Stloc, arguments[i] = Rent(body.Parameters[i]));
        }
        return arguments;
    }

    private void EmitStep(OperationStep step, LocalBuilder[] locals)
    {
        if (step.Code == OpCodes.Ldloc || step.Code == OpCodes.Stloc)
        {
            _il.Emit(step.Code, locals[step.Index]);
            return;
        }
        switch (step.Operand)
        {
            case null: _il.Emit(step.Code); break;
            case int number: _il.EmitConstant(number); break;
            case long number: _il.Emit(step.Code, number); break;
            case float number: _il.Emit(step.Code, number); break;
            case double number: _il.Emit(step.Code, number); break;
            case MethodInfo method: _il.Emit(step.Code, method); break;
            case ConstructorInfo constructor: _il.Emit(step.Code, constructor); break;
        }
    }

    private LocalBuilder Rent(Type type) =>
        _free.TryGetValue(type, out Stack<LocalBuilder>? free) && free.TryPop(out LocalBuilder? local) ? local : _il.DeclareLocal(type);

    private void Return(LocalBuilder local)
    {
        if (!_free.TryGetValue(local.LocalType, out Stack<LocalBuilder>? free)) _free.Add(local.LocalType, free = []);
        free.Push(local);
    }
}
