using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;
using Label = System.Reflection.Emit.Label;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Calls. The callee's context goes first. Calls that may enter another instance hand the stack limit on, which belongs to the
/// thread, but stands in the context; not so calls from threaded modules, where only the host, other threaded modules, and gates
/// are behind an import.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private static readonly FieldInfo CodeField = Field("Code"), ContextField = Field("Context"), ReadyContextField = Field("ReadyContext"), TypeIdField = Field("TypeId");
    private static readonly MethodInfo KeepAlive = typeof(GC).GetMethod(nameof(GC.KeepAlive))!;

    private void EmitResults(SetResults set)
    {
        EmitCall(set.Call, tail: false);
        LocalBuilder tuple = Scratch(_code.ReturnTypeOf(set.Call.Signature));
        _il.Emit(OpCodes.Stloc, tuple);
        Tuples.EmitItems(_il, tuple, i => StoreLocal(set.Locals[i]));
    }

    private void EmitCall(Call call, bool tail)
    {
        switch (call)
        {
            case DirectCall direct when direct.Function < _code.Module.ImportCounts.Functions: EmitImportedCall(direct, tail); break;
            case DirectCall direct: EmitDefinedCall(direct, tail); break;
            case IndirectCall indirect: EmitIndirectCall(indirect, tail); break;
            case ReferenceCall reference:
                Emit(reference.Reference);
                EmitReferenceCall(reference, tail, nameof(Trap.NullFunctionReference), expected: null);
                break;
        }
    }

    private void EmitImportedCall(DirectCall call, bool tail)
    {
        int distance = _code.Layout.ImportedFunction(call.Function);
        if (!_code.Layout.IsThreaded) EmitStackLimit(distance - 8);
        LoadContextField(distance - 8);
        EmitArguments(call);
        LoadContextField(distance);
        EmitCalli(call, tail);
    }

    private void EmitDefinedCall(DirectCall call, bool tail)
    {
        int defined = call.Function - _code.Module.ImportCounts.Functions;
        if (_code.EmittedMethod(defined) is { } method)
        {
            _il.Emit(OpCodes.Ldarg_0);
            EmitArguments(call);
            if (tail) _il.Emit(OpCodes.Tailcall);
            _il.Emit(OpCodes.Call, method);
            return;
        }

        // Not compiled yet: its entry point will be in the context by the second time.
        int distance = _code.Layout.DefinedFunction(defined);
        LoadContextField(distance);
        _il.Emit(OpCodes.Conv_U8);
        EmitWhenZero(() =>
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.EmitConstant(call.Function);
            _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.EnsureCompiled)));
        });
        _il.Emit(OpCodes.Ldarg_0);
        EmitArguments(call);
        LoadContextField(distance);
        EmitCalli(call, tail);
    }

    private void EmitIndirectCall(IndirectCall call, bool tail)
    {
        LocalBuilder index = Scratch(typeof(long));
        Emit(call.Index);
        _il.Emit(OpCodes.Stloc, index);

        Label inside = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, index);
        LoadTableField(call.Table, nameof(TableCell.Length));
        _il.Emit(OpCodes.Blt_Un_S, inside);
        EmitTrap(nameof(Trap.UndefinedElement));
        _il.MarkLabel(inside);

        LoadTableField(call.Table, nameof(TableCell.Elements));
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Conv_I);
        _il.EmitConstant(nint.Size);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_Ref);
        EmitReferenceCall(call, tail, nameof(Trap.UninitializedElement), new TypeIdx((uint)call.TypeIndex));
    }

    /// <summary>Calls the function reference on the IL stack.</summary>
    private void EmitReferenceCall(Call call, bool tail, string trapWhenNull, TypeIdx? expected)
    {
        LocalBuilder function = Scratch(typeof(Function));
        _il.Emit(OpCodes.Stloc, function);
        EmitGuard(() => _il.Emit(OpCodes.Ldloc, function), OpCodes.Brtrue_S, () => EmitTrap(trapWhenNull));
        if (expected is { } type) EmitTypeCheck(function, type);
        LocalBuilder context = Scratch(typeof(nint));
        EmitForeignCheck(function, context, tail);
        _il.Emit(OpCodes.Ldloc, context);
        EmitArguments(call);
        LoadField(function, CodeField);
        EmitCalli(call, tail);
        if (tail) return;

        // The callee may remove the last reference to itself, and so to the instance whose memory it uses.
        _il.Emit(OpCodes.Ldloc, function);
        _il.Emit(OpCodes.Call, KeepAlive);
    }

    private void EmitTypeCheck(LocalBuilder function, TypeIdx expected)
    {
        if (_code.Module.Types[(int)expected.Value].Final)
        {
            EmitGuard(LoadIds, OpCodes.Beq_S, () => EmitTrap(nameof(Trap.IndirectCallTypeMismatch)));
            return;
        }
        LoadIds();
        _il.Emit(OpCodes.Xor);
        EmitUnlessZero(() =>
        {
            _il.Emit(OpCodes.Ldloc, function);
            LoadTypeId(expected);
            _il.Emit(OpCodes.Call, OperationMethods.OfInstance(nameof(InstanceOperations.CheckSubtype)));
        });

        void LoadIds()
        {
            LoadField(function, TypeIdField);
            LoadTypeId(expected);
        }
    }

    /// <summary>The identity of a function type.</summary>
    private void LoadTypeId(TypeIdx type)
    {
        LoadContextField(_code.Layout.TypeIdentity(type), address: true);
        _il.Emit(OpCodes.Ldind_I8);
    }

    /// <summary>Does something unless a condition holds.</summary>
    private void EmitGuard(Action condition, OpCode branch, Action otherwise)
    {
        Label holds = _il.DefineLabel();
        condition();
        _il.Emit(branch, holds);
        otherwise();
        _il.MarkLabel(holds);
    }

    /// <summary>
    /// Loads the context of a function. A reference may lead to one that has no entry point yet, or to an instance that this thread hasn't entered,
    /// or that doesn't know the stack limit yet.
    /// </summary>
    private void EmitForeignCheck(LocalBuilder function, LocalBuilder context, bool tail)
    {
        // Before the entry point, which another thread may just be setting.
        _il.Emit(OpCodes.Ldloc, function);
        _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldfld, ReadyContextField);
        _il.Emit(OpCodes.Stloc, context);
        _il.Emit(OpCodes.Ldloc, context);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Xor);
        _il.Emit(OpCodes.Conv_U8);
        EmitUnlessZero(() =>
        {
            _il.Emit(OpCodes.Ldloc, function);
            _il.Emit(OpCodes.Call, OperationMethods.OfInstance(tail ? nameof(InstanceOperations.ForeignLast) : nameof(InstanceOperations.Foreign)));
            _il.Emit(OpCodes.Stloc, function);
            LoadField(function, ContextField);
            _il.Emit(OpCodes.Stloc, context);
        });
    }

    /// <summary>Copies the stack limit into another context.</summary>
    private void EmitStackLimit(int contextDistance)
    {
        LoadContextField(contextDistance);
        _il.EmitConstant(ContextLayout.StackLimit);
        _il.Emit(OpCodes.Sub);
        LoadContextField(ContextLayout.StackLimit);
        _il.Emit(OpCodes.Stind_I);
    }

    private void EmitArguments(Call call)
    {
        foreach (Expression argument in call.Arguments) EmitTested(argument);
    }

    private void EmitCalli(Call call, bool tail)
    {
        if (tail) _il.Emit(OpCodes.Tailcall);
        _il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, _code.ReturnTypeOf(call.Signature), _code.ParameterTypesOf(call.Signature), null);
    }

    private void LoadTableField(int table, string field)
    {
        // Where another thread may grow the table, the length is read before the elements that go with it.
        int offset = field == nameof(TableCell.Length) ? 8 : 0;
        bool acquires = offset > 0 && _code.Layout.IsThreaded;
        int distance = _code.Layout.Table(table);
        if (_code.Layout.TableIsInline(table))
        {
            LoadContextField(distance - offset, address: true);
            if (acquires) _il.Emit(OpCodes.Volatile);
            _il.Emit(OpCodes.Ldind_I);
            return;
        }
        LoadContextField(distance);
        if (offset > 0)
        {
            _il.EmitConstant(offset);
            _il.Emit(OpCodes.Add);
        }
        if (acquires) _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldind_I);
    }

    private void LoadField(LocalBuilder local, FieldInfo field)
    {
        _il.Emit(OpCodes.Ldloc, local);
        _il.Emit(OpCodes.Ldfld, field);
    }

    private static FieldInfo Field(string name) =>
        typeof(Function).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
