using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Makes typed delegates for functions: through the gate, straight to the code, back out.</summary>
internal static class TypedDelegates
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>The methods of functions whose types are the same everywhere: compiled once, for the functions of all instances.</summary>
    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<(FuncType Type, int First), DynamicMethod>> Shared = [];

    private static readonly MethodInfo Externalize = typeof(HostObject).GetMethod(nameof(HostObject.Externalize))!;

    /// <summary>A delegate that calls one function.</summary>
    public static Delegate Create(Type delegateType, Function function) => Create(delegateType, function, function.Type, function.Signature, first: 1, EnterFunction);

    /// <summary>A delegate that calls the function of the instance that it gets first.</summary>
    public static Delegate Create(Type delegateType, PooledFunction function) => Create(delegateType, function, function.Type, function.Signature, first: 2, EnterPooled);

    /// <summary>Writes a method that calls the function in its first argument.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="type">The type of the function.</param>
    /// <param name="signature">What parameters and results take from the host.</param>
    /// <param name="returned">What the method returns: differs from what the function does in sign, or in the class of a reference.</param>
    public static void Emit(ILGenerator il, FuncType type, BoundarySignature signature, Type returned) => Emit(il, type, signature, returned, first: 1, EnterFunction);

    /// <summary>As the other one, of a method that gets a <see cref="PooledFunction"/>, and then a <see cref="PooledInstance"/>.</summary>
    public static void EmitPooled(ILGenerator il, FuncType type, BoundarySignature signature, Type returned) => Emit(il, type, signature, returned, first: 2, EnterPooled);

    private static Delegate Create(Type delegateType, object target, FuncType type, BoundarySignature signature, int first, Action<ILGenerator, LocalBuilder, LocalBuilder> enter)
    {
        bool isShared = !type.Parameters.Concat(type.Results).Any(value => value is { IsRef: true, Heap.IsConcrete: true });
        DynamicMethod method = isShared ? Shared.GetValue(delegateType, static _ => new()).GetOrAdd((type, first), _ => Make()) : Make();
        return method.CreateDelegate(delegateType, target);

        DynamicMethod Make()
        {
            MethodInfo invoke = delegateType.GetMethod("Invoke")!;
            Type[] parameters = [target.GetType(), .. invoke.GetParameters().Select(p => p.ParameterType)];
            var made = new DynamicMethod("Call", invoke.ReturnType, parameters, typeof(TypedDelegates).Module, skipVisibility: true);
            Emit(made.GetILGenerator(), type, signature, invoke.ReturnType, first, enter);
            return made;
        }
    }

    /// <summary>Writes a method.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="type">The type of the function.</param>
    /// <param name="signature">What parameters and results take from the host.</param>
    /// <param name="returned">What the method returns.</param>
    /// <param name="first">Number of the first argument that is the function's.</param>
    /// <param name="enter">Writes code that goes through the gate, and leaves the function in the first local and what to do at the end in the second.</param>
    private static void Emit(ILGenerator il, FuncType type, BoundarySignature signature, Type returned, int first, Action<ILGenerator, LocalBuilder, LocalBuilder> enter)
    {
        Type returnType = HostTypes.ReturnOf(type);
        LocalBuilder callee = il.DeclareLocal(typeof(Function));
        LocalBuilder scope = il.DeclareLocal(typeof(GuestEntry.Scope));
        LocalBuilder? result = returnType == typeof(void) ? null : il.DeclareLocal(returnType);

        enter(il, callee, scope);
        il.BeginExceptionBlock();
        LoadField(il, callee, nameof(Function.Context));
        for (int i = 0; i < type.Parameters.Length; i++) EmitArgument(il, callee, signature.Parameters[i], first + i, i);
        LoadField(il, callee, nameof(Function.Code));
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, returnType, [typeof(nint), .. type.Parameters.Select(HostTypes.Of)], null);
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        EmitFaultHandler(il, callee);
        il.BeginFinallyBlock();
        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Ldloca, scope);
        il.Emit(OpCodes.Call, typeof(GuestEntry).GetMethod(nameof(GuestEntry.Leave))!);
        il.EndExceptionBlock();

        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Call, typeof(GC).GetMethod(nameof(GC.KeepAlive))!);
        if (result is not null) EmitResult(il, signature.Results, result);
        Tuples.EmitConvert(il, returnType, returned);
        il.Emit(OpCodes.Ret);
    }

    private static void EnterFunction(ILGenerator il, LocalBuilder callee, LocalBuilder scope)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Stloc, callee);
        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Ldloca, scope);
        il.Emit(OpCodes.Call, typeof(GuestEntry).GetMethod(nameof(GuestEntry.Enter))!);
    }

    private static void EnterPooled(ILGenerator il, LocalBuilder callee, LocalBuilder scope)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldloca, scope);
        il.Emit(OpCodes.Call, typeof(PooledFunction).GetMethod(nameof(PooledFunction.Enter), BindingFlags.Static | BindingFlags.NonPublic)!);
        il.Emit(OpCodes.Stloc, callee);
    }

    /// <summary>The trap in place of the exception that stands for it. Dynamic methods have no filters.</summary>
    private static void EmitFaultHandler(ILGenerator il, LocalBuilder callee)
    {
        LocalBuilder fault = il.DeclareLocal(typeof(NullReferenceException));
        Label other = il.DefineLabel();
        il.BeginCatchBlock(typeof(NullReferenceException));
        il.Emit(OpCodes.Stloc, fault);
        il.Emit(OpCodes.Ldloc, fault);
        il.Emit(OpCodes.Call, typeof(GuestFault).GetMethod(nameof(GuestFault.IsTrap))!);
        il.Emit(OpCodes.Brfalse_S, other);
        il.Emit(OpCodes.Ldloc, fault);
        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Call, typeof(GuestFault).GetMethod(nameof(GuestFault.ToTrap))!);
        il.Emit(OpCodes.Throw);
        il.MarkLabel(other);
        il.Emit(OpCodes.Rethrow);
    }

    private static void EmitArgument(ILGenerator il, LocalBuilder callee, BoundaryType type, int argument, int parameter)
    {
        if (!type.NeedsCheck)
        {
            il.EmitLoadArgument(argument);
            return;
        }
        il.Emit(OpCodes.Ldloc, callee);
        il.EmitLoadArgument(argument);
        il.EmitConstant(parameter);
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

    private static void LoadField(ILGenerator il, LocalBuilder callee, string name)
    {
        il.Emit(OpCodes.Ldloc, callee);
        il.Emit(OpCodes.Ldfld, typeof(Function).GetField(name, Internal)!);
    }
}
