using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Code with the calling convention of wasm functions that calls a host delegate. One thunk for each delegate type and wasm type;
/// the delegate itself is found through the context. Thread-safe.
/// </summary>
internal sealed class HostThunks
{
    private static readonly MethodInfo BindingAt = typeof(HostBinding).GetMethod(nameof(HostBinding.At))!;
    private static readonly MethodInfo Target = typeof(HostBinding).GetProperty(nameof(HostBinding.Target))!.GetMethod!;
    private static readonly MethodInfo CallerOf = typeof(HostBinding).GetProperty(nameof(HostBinding.Caller))!.GetMethod!;

    private static readonly MethodInfo Take = typeof(HostBinding).GetMethod(nameof(HostBinding.Take))!;
    private static readonly MethodInfo GiveBack = typeof(HostBinding).GetMethod(nameof(HostBinding.GiveBack))!;
    private static readonly MethodInfo InvokeUntyped = typeof(HostBinding).GetMethod(nameof(HostBinding.InvokeUntyped))!;

    private readonly ConcurrentDictionary<(Type Delegate, FuncType? Type), MethodInfo> _thunks = new();
    private readonly Lock _lock = new();
    private ModuleBuilder? _shared;
    private int _count;

    /// <summary>The address of a thunk. Stays valid as long as this object lives.</summary>
    public nint Get(Type delegateType, FuncType type)
    {
        // A typed delegate's signature tells its wasm type; only the untyped kind needs one thunk a wasm type.
        var key = (delegateType, delegateType == typeof(HostFunction) ? type : null);
        if (!_thunks.TryGetValue(key, out MethodInfo? method))
        {
            lock (_lock) method = _thunks.GetOrAdd(key, _ => Emit(delegateType, type));
        }
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.MethodHandle.GetFunctionPointer();
    }

    private MethodInfo Emit(Type delegateType, FuncType type)
    {
        TypeBuilder holder = ModuleFor(delegateType).DefineType(
            string.Create(CultureInfo.InvariantCulture, $"Thunk{_count++}"), TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder method = holder.DefineMethod(
            "Invoke", MethodAttributes.Public | MethodAttributes.Static, HostTypes.ReturnOf(type), [typeof(nint), .. type.Parameters.Select(HostTypes.Of)]);
        if (delegateType == typeof(HostFunction)) EmitUntyped(method.GetILGenerator(), type);
        else EmitTyped(method.GetILGenerator(), delegateType, type);
        return holder.CreateType().GetMethod("Invoke")!;
    }

    /// <summary>Calls a typed delegate, without asking whether it is one of the type: a binding has the thunk that fits its delegate.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="delegateType">The delegate's type, or one whose signature is the same to the machine.</param>
    /// <param name="type">The function's type.</param>
    public static void EmitTyped(ILGenerator il, Type delegateType, FuncType type)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, BindingAt);
        il.Emit(OpCodes.Call, Target);
        if (HostTypes.TakesCaller(delegateType))
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, BindingAt);
            il.Emit(OpCodes.Call, CallerOf);
        }
        for (int i = 0; i < type.Parameters.Length; i++) il.EmitLoadArgument(i + 1);
        il.Emit(OpCodes.Callvirt, invoke);
        Tuples.EmitConvert(il, invoke.ReturnType, HostTypes.ReturnOf(type));
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Calls a <see cref="HostFunction"/>.</summary>
    public static void EmitUntyped(ILGenerator il, FuncType type)
    {
        LocalBuilder binding = il.DeclareLocal(typeof(HostBinding)), values = il.DeclareLocal(typeof(Value[]));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, BindingAt);
        il.Emit(OpCodes.Stloc, binding);
        il.Emit(OpCodes.Ldloc, binding);
        il.Emit(OpCodes.Call, Take);
        il.Emit(OpCodes.Stloc, values);
        for (int i = 0; i < type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldloc, values);
            il.EmitConstant(i);
            il.EmitLoadArgument(i + 1);
            Values.EmitWrap(il, type.Parameters[i]);
            il.Emit(OpCodes.Stelem, typeof(Value));
        }
        CallWithValues(InvokeUntyped);
        if (type.Results.Length == 1) LoadResult(0);
        else if (type.Results.Length > 1) Tuples.EmitNew(il, HostTypes.ReturnOf(type), LoadResult);
        CallWithValues(GiveBack);
        il.Emit(OpCodes.Ret);

        void CallWithValues(MethodInfo method)
        {
            il.Emit(OpCodes.Ldloc, binding);
            il.Emit(OpCodes.Ldloc, values);
            il.Emit(OpCodes.Call, method);
        }

        void LoadResult(int index)
        {
            il.Emit(OpCodes.Ldloc, values);
            il.EmitConstant(type.Parameters.Length + index);
            il.Emit(OpCodes.Ldelema, typeof(Value));
            Values.EmitUnwrap(il, type.Results[index]);
        }
    }

    /// <summary>Thunks share an assembly, but for delegate types that only their own assembly can see.</summary>
    private ModuleBuilder ModuleFor(Type delegateType) => delegateType.IsVisible
        ? _shared ??= EmittedAssembly.Define("Thunks")
        : EmittedAssembly.Define("Thunks", delegateType.Assembly.GetName().Name!);
}
