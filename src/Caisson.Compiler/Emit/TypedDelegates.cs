using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Makes typed delegates for functions: through the gate, straight to the code, back out.</summary>
internal static class TypedDelegates
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly MethodInfo Externalize = typeof(HostObject).GetMethod(nameof(HostObject.Externalize))!;

    public static Delegate Create(Type delegateType, Function function)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        Type[] parameters = [typeof(Function), .. invoke.GetParameters().Select(p => p.ParameterType)];
        var method = new DynamicMethod("Call", invoke.ReturnType, parameters, typeof(TypedDelegates).Module, skipVisibility: true);
        Emit(method.GetILGenerator(), function.Type, function.Signature, invoke.ReturnType);
        return method.CreateDelegate(delegateType, function);
    }

    /// <summary>Writes a method that calls the function in its first argument.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="type">The type of the function.</param>
    /// <param name="signature">What parameters and results take from the host.</param>
    /// <param name="returned">What the method returns: differs from what the function does in sign, or in the class of a reference.</param>
    public static void Emit(ILGenerator il, FuncType type, BoundarySignature signature, Type returned)
    {
        Type returnType = HostTypes.ReturnOf(type);
        LocalBuilder scope = il.DeclareLocal(typeof(GuestEntry.Scope));
        LocalBuilder? result = returnType == typeof(void) ? null : il.DeclareLocal(returnType);

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloca, scope);
        il.Emit(OpCodes.Call, typeof(GuestEntry).GetMethod(nameof(GuestEntry.Enter))!);
        il.BeginExceptionBlock();
        LoadField(il, nameof(Function.Context));
        for (int i = 0; i < type.Parameters.Length; i++) EmitArgument(il, signature.Parameters[i], i + 1);
        LoadField(il, nameof(Function.Code));
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, returnType, [typeof(nint), .. type.Parameters.Select(HostTypes.Of)], null);
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        EmitFaultHandler(il);
        il.BeginFinallyBlock();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloca, scope);
        il.Emit(OpCodes.Call, typeof(GuestEntry).GetMethod(nameof(GuestEntry.Leave))!);
        il.EndExceptionBlock();

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(GC).GetMethod(nameof(GC.KeepAlive))!);
        if (result is not null) EmitResult(il, signature.Results, result);
        Tuples.EmitConvert(il, returnType, returned);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The trap in place of the exception that stands for it. Dynamic methods have no filters.</summary>
    private static void EmitFaultHandler(ILGenerator il)
    {
        LocalBuilder fault = il.DeclareLocal(typeof(NullReferenceException));
        Label other = il.DefineLabel();
        il.BeginCatchBlock(typeof(NullReferenceException));
        il.Emit(OpCodes.Stloc, fault);
        il.Emit(OpCodes.Ldloc, fault);
        il.Emit(OpCodes.Call, typeof(GuestFault).GetMethod(nameof(GuestFault.IsTrap))!);
        il.Emit(OpCodes.Brfalse_S, other);
        il.Emit(OpCodes.Ldloc, fault);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(GuestFault).GetMethod(nameof(GuestFault.ToTrap))!);
        il.Emit(OpCodes.Throw);
        il.MarkLabel(other);
        il.Emit(OpCodes.Rethrow);
    }

    private static void EmitArgument(ILGenerator il, BoundaryType type, int index)
    {
        if (!type.NeedsCheck)
        {
            il.EmitLoadArgument(index);
            return;
        }
        il.Emit(OpCodes.Ldarg_0);
        il.EmitLoadArgument(index);
        il.EmitConstant(index - 1);
        il.Emit(OpCodes.Call, typeof(Function).GetMethod(nameof(Function.Enter), Internal)!);
    }

    /// <summary>Loads the result, or the tuple of results, as the host sees it.</summary>
    private static void EmitResult(ILGenerator il, ImmutableArray<BoundaryType> types, LocalBuilder result)
    {
        if (!types.Any(type => type.ChangesOutside))
        {
            il.Emit(OpCodes.Ldloc, result);
            return;
        }
        if (types.Length == 1)
        {
            il.Emit(OpCodes.Ldloc, result);
            il.Emit(OpCodes.Call, Externalize);
            return;
        }
        var items = new LocalBuilder[types.Length];
        Tuples.EmitItems(il, result, i => il.Emit(OpCodes.Stloc, items[i] = il.DeclareLocal(HostTypes.Of(types[i].Type))));
        Tuples.EmitNew(il, result.LocalType, i =>
        {
            il.Emit(OpCodes.Ldloc, items[i]);
            if (types[i].ChangesOutside) il.Emit(OpCodes.Call, Externalize);
        });
    }

    private static void LoadField(ILGenerator il, string name)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, typeof(Function).GetField(name, Internal)!);
    }
}
