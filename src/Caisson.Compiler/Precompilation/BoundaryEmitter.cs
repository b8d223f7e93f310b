using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Writes the methods for calls between guest and host into an image: for the types of what the module imports, exports and starts with. So a module that is
/// loaded needs no emission to be called.
/// </summary>
internal static class BoundaryEmitter
{
    public const string TypeName = "Boundary";

    public const string Invoker = "Invoker", Call = "Call", UnsignedCall = "UnsignedCall", PooledCall = "PooledCall", Untyped = "Untyped", Typed = "Typed", TypedWithCaller = "TypedWithCaller";

    /// <summary>Func and Action take so many.</summary>
    private const int MostParameters = 16;

    /// <summary>Writes them.</summary>
    /// <param name="image">Where to.</param>
    /// <param name="module">The module.</param>
    /// <returns>The methods, by name.</returns>
    public static Dictionary<string, MethodBuilder> Emit(ModuleBuilder image, ModuleSyntax module)
    {
        var methods = new Dictionary<string, MethodBuilder>();
        TypeBuilder holder = image.DefineType(TypeName, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach ((FuncType type, int index) in TypesOf(module)) Emit(holder, methods, type, index);
        holder.CreateType();
        return methods;
    }

    /// <summary>The name of a method.</summary>
    public static string NameOf(string kind, int type) => string.Create(CultureInfo.InvariantCulture, $"{kind}{type}");

    /// <summary>The types of functions that cross, each with the first index it has.</summary>
    public static IEnumerable<(FuncType Type, int Index)> TypesOf(ModuleSyntax module)
    {
        IEnumerable<uint> functions = Enumerable.Range(0, module.ImportCounts.Functions).Select(i => (uint)i)
            .Concat(module.Exports.Where(export => export.Kind == ExternKind.Func).Select(export => export.Index))
            .Concat(module.Start is { } start ? [start.Value] : []);
        return functions
            .Select(function => (Type: module.TypeOf(new FuncIdx(function)), Index: (int)module.Functions[(int)function].Value))
            .DistinctBy(its => its.Type);
    }

    /// <summary>
    /// The delegate type that stands for all whose parameters and results are of the same machine types, whatever their signs and names: code of
    /// the host's is called without a look at the type, because invoking any of them is the same.
    /// </summary>
    /// <returns>Null where there are too many parameters.</returns>
    public static Type? DelegateTypeOf(FuncType type, bool takesCaller)
    {
        List<Type> types = [.. takesCaller ? new[] { typeof(Caller) } : [], .. type.Parameters.Select(HostTypes.Of)];
        if (types.Count > MostParameters) return null;
        bool returns = type.Results.Length > 0;
        if (returns) types.Add(HostTypes.ReturnOf(type));
        if (types.Count == 0) return typeof(Action);
        string name = string.Create(CultureInfo.InvariantCulture, $"{(returns ? "System.Func" : "System.Action")}`{types.Count}");
        return typeof(Action).Assembly.GetType(name, throwOnError: true)!.MakeGenericType([.. types]);
    }

    /// <summary>A delegate binds to a method of its own types only: there is one of signed integers, and one of others.</summary>
    private static Type Unsigned(Type type) =>
        type == typeof(int) ? typeof(uint)
        : type == typeof(long) ? typeof(ulong)
        : type.IsGenericType ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(Unsigned)])
        : type;

    private static void Emit(TypeBuilder holder, Dictionary<string, MethodBuilder> methods, FuncType type, int index)
    {
        Type returned = HostTypes.ReturnOf(type);
        Type[] parameters = [.. type.Parameters.Select(HostTypes.Of)];
        Write(Invoker, typeof(void), Invokers.Parameters, il => Invokers.Emit(il, type));
        Write(Untyped, returned, [typeof(nint), .. parameters], il => HostThunks.EmitUntyped(il, type));
        if (DelegateTypeOf(type, takesCaller: false) is { } plain) Write(Typed, returned, [typeof(nint), .. parameters], il => HostThunks.EmitTyped(il, plain, type));
        if (DelegateTypeOf(type, takesCaller: true) is { } calling) Write(TypedWithCaller, returned, [typeof(nint), .. parameters], il => HostThunks.EmitTyped(il, calling, type));
        if (type.Parameters.Concat(type.Results).Any(value => value is { IsRef: true, Heap.IsConcrete: true })) return;
        var signature = new BoundarySignature(type, null, null);
        Write(Call, returned, [typeof(Function), .. parameters], il => TypedDelegates.Emit(il, type, signature, returned));
        Type[] unsigned = [.. parameters.Select(Unsigned)];
        if (!unsigned.SequenceEqual(parameters) || Unsigned(returned) != returned)
            Write(UnsignedCall, Unsigned(returned), [typeof(Function), .. unsigned], il => TypedDelegates.Emit(il, type, signature, Unsigned(returned)));
        Write(PooledCall, returned, [typeof(PooledFunction), typeof(PooledInstance), .. parameters], il => TypedDelegates.EmitPooled(il, type, signature, returned));

        void Write(string kind, Type returned, Type[] parameters, Action<ILGenerator> emit)
        {
            MethodBuilder method = holder.DefineMethod(NameOf(kind, index), MethodAttributes.Public | MethodAttributes.Static, returned, parameters);
            PersistedMethods.Write(method, emit);
            methods.Add(method.Name, method);
        }
    }
}
