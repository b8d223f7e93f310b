using System.Reflection.Emit;
using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Writes the IL of one function. The context is argument 0, wasm parameters follow; the IL stack is empty between statements.
/// One use; not shared between threads.
/// </summary>
internal sealed partial class FunctionEmitter
{
    /// <summary>With more declared locals the JIT sets them to zero: its limits count the stores, too.</summary>
    private const int MostZeros = 64;

    private readonly IModuleCode _code;
    private readonly FunctionIr _ir;
    private readonly ILGenerator _il;

    /// <summary>By what is used: each part of a split function names few of the function's locals.</summary>
    private readonly Dictionary<Local, LocalBuilder> _locals = [];

    private readonly Dictionary<Ir.Label, Label> _labels = [];
    private readonly Dictionary<(Type Type, int Slot), LocalBuilder> _scratch = [];
    private readonly Lazy<HashSet<Ir.Label>> _recursiveLoops;
    private LocalBuilder? _memory0, _high;
    private int _openLoops;

    private FunctionEmitter(IModuleCode code, FunctionIr ir, ILGenerator il)
    {
        _code = code;
        _ir = ir;
        _il = il;
        _recursiveLoops = new(() => RecursiveLoops.Of(ir));
    }

    /// <summary>Writes a function.</summary>
    /// <param name="code">The module that it belongs to.</param>
    /// <param name="ir">The function.</param>
    /// <param name="method">Where to.</param>
    public static void Emit(IModuleCode code, FunctionIr ir, MethodBuilder method)
    {
        method.InitLocals = LeavesZerosToJit(ir);
        code.Write(method, il => Emit(code, ir, il));
    }

    /// <summary>As the other one.</summary>
    public static void Emit(IModuleCode code, FunctionIr ir, ILGenerator il)
    {
        var emitter = new FunctionEmitter(code, ir, il);
        emitter.Prologue();
        foreach (Statement statement in ir.Body) emitter.Emit(statement);

        // A part may end in code that is never reached, and has no exit there.
        if (ir.Part is not null) emitter.EmitNeverReached();
    }

    /// <summary>
    /// Whether all locals are cleared by the JIT. The local of the stack check is one of them then, which costs two instructions at each call,
    /// and so is the frame of a split function, which costs hundreds. But handlers may read what no way to them has set.
    /// </summary>
    private static bool LeavesZerosToJit(FunctionIr ir) => ir.HasRegions || Zeros(ir).Count() > MostZeros;

    /// <summary>The locals that must be zero at first. What a part reads was set by its function.</summary>
    private static IEnumerable<Local> Zeros(FunctionIr ir) =>
        ir.Part is not null ? [] : ir.ReadAsZero ?? ir.Locals.Take(ir.DeclaredLocals).Skip(ir.Type.Parameters.Length);

    /// <summary>Sets locals to zero; the JIT leaves out what nobody reads.</summary>
    private void EmitZeros()
    {
        foreach (Local local in Zeros(_ir))
        {
            if (local.Type == IrType.Object) _il.Emit(OpCodes.Ldnull);
            else if (local.Type == IrType.V128) _il.EmitVector(default);
            else EmitConstant(new Constant(local.Type, 0));
            StoreLocal(local);
        }
    }

    private void Prologue()
    {
        if (!LeavesZerosToJit(_ir)) EmitZeros();
        if (_ir.HasCalls)
        {
            StackCheck.Emit(_il, _code.Layout, margin: 0);
            if (_code.Layout.IsThreaded) EmitInterruptCheck();
        }
        if (!_code.Layout.OwnsMemory0 && _code.Module.Memories.Length > 0)
        {
            _memory0 = _il.DeclareLocal(typeof(nint));
            LoadContextField(_code.Layout.Memory(0));
            _il.Emit(OpCodes.Stloc, _memory0);
        }
        EmitHomes();
    }

    private void Emit(Statement statement)
    {
        AnnouncePlace(statement);
        switch (statement)
        {
            case SetLocal set:
                Emit(set.Value);
                StoreLocal(set.Local);
                break;
            case SetLocals set:
                foreach (Expression value in set.Values) Emit(value);
                for (int i = set.Locals.Length - 1; i >= 0; i--) StoreLocal(set.Locals[i]);
                break;
            case SetResults set:
                EmitResults(set);
                break;
            case SetWide set:
                EmitWide(set);
                break;
            case Evaluate evaluate:
                Emit(evaluate.Value);
                if (evaluate.Value.Type != IrType.None) _il.Emit(OpCodes.Pop);
                break;
            case SetGlobal set:
                EmitSetGlobal(set);
                break;
            case Store store:
                EmitStore(store);
                break;
            case LoopStart loop:
                loop.Label.Protection = _protection;
                _il.MarkLabel(LabelOf(loop.Label));
                _openLoops++;
                if (loop.Label.IsUsed && loop.Looks && !_recursiveLoops.Value.Contains(loop.Label)) EmitInterruptCheck();
                break;
            case BlockStart block:
                block.Label.Protection = _protection;
                break;
            case BlockEnd block:
                if (block.Label.IsUsed) _il.MarkLabel(LabelOf(block.Label));
                break;
            case LoopEnd:
                _openLoops--;
                break;
            case ConsumeFuel fuel:
                EmitConsumeFuel(fuel);
                break;
            case Branch branch:
                EmitBranch(branch.Label);
                break;
            case BranchIf branch:
                EmitBranchIf(branch);
                break;
            case SetField set:
                EmitSetField(set);
                break;
            case SetElement set:
                EmitSetElement(set);
                break;
            case FillArray fill:
                EmitFillArray(fill);
                break;
            case BranchTable table:
                EmitBranchTable(table);
                break;
            case Return @return:
                EmitReturn(@return.Values);
                break;
            case TailCall call:
                EmitCall(call.Call, tail: true);
                _il.Emit(OpCodes.Ret);
                break;
            case Unreachable:
                EmitTrap(nameof(Trap.Unreachable));
                EmitNeverReached();
                break;
            case TryStart start:
                EmitTryStart(start.Region);
                break;
            case TryEnd end:
                EmitTryEnd(end.Region);
                break;
            case Throw @throw:
                EmitThrow(@throw);
                break;
            case SetSlot set:
                EmitSetSlot(set);
                break;
        }
    }

    /// <summary>The IL must not run off the end of the method; the JIT sees that this is never reached.</summary>
    private void EmitNeverReached()
    {
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Throw);
    }

    private void EmitReturn(Expression[] values)
    {
        if (values.Length == 1) EmitTested(values[0]);
        else if (values.Length > 1) Tuples.EmitNew(_il, _code.ReturnTypeOf(_ir.Type), i => EmitTested(values[i]));
        _il.Emit(OpCodes.Ret);
    }

    private void EmitBranchIf(BranchIf branch)
    {
        if (!LeavesProtection(branch.Label))
        {
            EmitBranchIf(branch.Condition, branch.WhenZero, LabelOf(branch.Label));
            return;
        }
        Label stay = _il.DefineLabel();
        EmitBranchIf(branch.Condition, !branch.WhenZero, stay);
        EmitBranch(branch.Label);
        _il.MarkLabel(stay);
    }

    private void EmitBranchIf(Expression condition, bool whenZero, Label target)
    {
        while (condition is Plain { Opcode: Wasm.Syntax.Opcode.I32Eqz } negation) (condition, whenZero) = (negation.Operands[0], !whenZero);
        if (condition is Plain plain && BranchOpcodes.Of(plain.Opcode, holds: !whenZero) is { } branch)
        {
            EmitOperands(plain);
            _il.Emit(branch, target);
            return;
        }
        if (condition is Plain { Opcode: Wasm.Syntax.Opcode.I64Eqz } zero) (condition, whenZero) = (zero.Operands[0], !whenZero);
        if (condition is RefTest test)
        {
            EmitBranchIf(test, whenZero, target);
            return;
        }
        if (condition is IsNull isNull) (condition, whenZero) = (isNull.Operand, !whenZero);
        EmitTested(condition);
        _il.Emit(whenZero ? OpCodes.Brfalse : OpCodes.Brtrue, target);
    }

    private void EmitTrap(string kind) => _il.Emit(OpCodes.Call, OperationMethods.OfTrap(kind));

    private Label LabelOf(Ir.Label label)
    {
        if (!_labels.TryGetValue(label, out Label il)) _labels.Add(label, il = _il.DefineLabel());
        return il;
    }

    private void LoadLocal(Local local)
    {
        if (HomeOf(local) is { } home) LoadSlot(home);
        else if (ArgumentOf(local) is var argument and > 0) _il.EmitLoadArgument(argument);
        else _il.Emit(OpCodes.Ldloc, IlLocal(local));
    }

    private void StoreLocal(Local local)
    {
        if (HomeOf(local) is { } home) StoreSlot(home);
        else if (ArgumentOf(local) is var argument and > 0) _il.EmitStoreArgument(argument);
        else _il.Emit(OpCodes.Stloc, IlLocal(local));
    }

    private LocalBuilder IlLocal(Local local)
    {
        if (!_locals.TryGetValue(local, out LocalBuilder? il)) _locals.Add(local, il = _il.DeclareLocal(local.Type.ClrType));
        return il;
    }

    /// <summary>A local for a value that is used again at once.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="slot">Tells those apart that are used at the same time.</param>
    private LocalBuilder Scratch(Type type, int slot = 0)
    {
        if (!_scratch.TryGetValue((type, slot), out LocalBuilder? local)) _scratch.Add((type, slot), local = _il.DeclareLocal(type));
        return local;
    }

    /// <summary>Adds to 8 bytes of the context. The address is written twice, not duplicated: so the JIT makes one instruction of it.</summary>
    private void EmitContextChange(int distance, long amount)
    {
        LoadContextField(distance, address: true);
        LoadContextField(distance, address: true);
        _il.Emit(OpCodes.Ldind_I8);
        _il.EmitConstant(amount);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stind_I8);
    }

    /// <summary>Does something when 8 bytes of the context are a number below zero.</summary>
    private void EmitWhenNegative(int distance, Action action) => EmitGuard(
        () =>
        {
            LoadContextField(distance, address: true);
            _il.Emit(OpCodes.Ldind_I8);
            _il.EmitConstant(0L);
        },
        OpCodes.Bge_S,
        action);

    private void LoadContextField(int distance, bool address = false)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.EmitConstant(distance);
        _il.Emit(OpCodes.Sub);
        if (!address) _il.Emit(OpCodes.Ldind_I);
    }
}
