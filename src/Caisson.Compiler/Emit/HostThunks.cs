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

    /// <summary>Calls a typed delegate.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="delegateType">The delegate's type.</param>
    /// <param name="type">The function's type.</param>
    /// <param name="casts">Whether the delegate must be of the type; otherwise of any whose signature is the same to the machine.</param>
    public static void EmitTyped(ILGenerator il, Type delegateType, FuncType type, bool casts = true)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, BindingAt);
        il.Emit(OpCodes.Call, Target);
        if (casts) il.Emit(OpCodes.Castclass, delegateType);
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
        LocalBuilder results = il.DeclareLocal(typeof(Value[]));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, BindingAt);
        il.EmitConstant(type.Parameters.Length);
        il.Emit(OpCodes.Newarr, typeof(Value));
        for (int i = 0; i < type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.EmitConstant(i);
            il.EmitLoadArgument(i + 1);
            Values.EmitWrap(il, type.Parameters[i]);
            il.Emit(OpCodes.Stelem, typeof(Value));
        }
        il.Emit(OpCodes.Call, typeof(HostBinding).GetMethod(nameof(HostBinding.InvokeUntyped))!);
        il.Emit(OpCodes.Stloc, results);
        if (type.Results.Length == 1) LoadResult(0);
        else if (type.Results.Length > 1) Tuples.EmitNew(il, HostTypes.ReturnOf(type), LoadResult);
        il.Emit(OpCodes.Ret);

        void LoadResult(int index)
        {
            il.Emit(OpCodes.Ldloc, results);
            il.EmitConstant(index);
            il.Emit(OpCodes.Ldelema, typeof(Value));
            Values.EmitUnwrap(il, type.Results[index]);
        }
    }

    /// <summary>Thunks share an assembly, but for delegate types that only their own assembly can see.</summary>
    private ModuleBuilder ModuleFor(Type delegateType) => delegateType.IsVisible
        ? _shared ??= EmittedAssembly.Define("Thunks")
        : EmittedAssembly.Define("Thunks", delegateType.Assembly.GetName().Name!);
}
