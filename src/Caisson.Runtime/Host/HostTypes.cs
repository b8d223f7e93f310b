using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Which .NET type stands for which wasm type in signatures.</summary>
public static class HostTypes
{
    // Each run of a program asks for the type of every function that it might import. What follows is loops, not queries, for the same reason.
    private static readonly ConditionalWeakTable<Type, FuncType> Known = [];

    /// <summary>The .NET type that holds values of a wasm type.</summary>
    /// <param name="type">A value type.</param>
    public static Type Of(ValType type) => type.Kind switch
    {
        ValKind.I32 => typeof(int),
        ValKind.I64 => typeof(long),
        ValKind.F32 => typeof(float),
        ValKind.F64 => typeof(double),
        ValKind.V128 => typeof(Vector128<byte>),
        ValKind.Ref when IsFunction(type) => typeof(Function),
        ValKind.Ref => typeof(object),
        _ => throw new UnreachableException(),
    };

    /// <summary>The .NET return type of a function: void, one type, or nested value tuples.</summary>
    /// <param name="type">The function's type.</param>
    public static Type ReturnOf(FuncType type) => Tuple([.. type.Results.Select(Of)]);

    /// <summary>The wasm function type of a delegate; a first parameter of type <see cref="Caller"/> or <see cref="PooledInstance"/> doesn't count.</summary>
    /// <param name="delegateType">A delegate type.</param>
    /// <exception cref="ArgumentException">A parameter or result has no wasm type.</exception>
    public static FuncType FuncTypeOf(Type delegateType) => Known.GetValue(delegateType, ReadFuncType);

    /// <summary>Whether the first parameter of a delegate is the <see cref="Caller"/>.</summary>
    /// <param name="delegateType">A delegate type.</param>
    public static bool TakesCaller(Type delegateType) => DelegateSignature.Of(delegateType)?.Parameters is [var first, ..] && first == typeof(Caller);

    /// <summary>Whether the first parameter of a delegate is the <see cref="PooledInstance"/> that it is called for.</summary>
    /// <param name="delegateType">A delegate type.</param>
    public static bool TakesInstance(Type delegateType) => DelegateSignature.Of(delegateType)?.Parameters is [var first, ..] && first == typeof(PooledInstance);

    /// <summary>Whether a delegate's signature stands for a function type. Signedness is the delegate's own affair.</summary>
    /// <param name="delegateType">A delegate type.</param>
    /// <param name="type">The wasm type.</param>
    public static bool Fits(Type delegateType, FuncType type)
    {
        FuncType own = FuncTypeOf(delegateType);
        return AreSame(own.Parameters, type.Parameters) && AreSame(own.Results, type.Results);
    }

    /// <summary>The types of the values that a return type stands for.</summary>
    /// <param name="returnType">Void, one type, or nested value tuples; a tuple of one stands for nothing.</param>
    public static IEnumerable<Type> Flatten(Type returnType)
    {
        if (returnType == typeof(void)) return [];
        return IsTuple(returnType) && returnType.GetGenericArguments().Length > 1 ? Items(returnType) : [returnType];
    }

    // Inlined, it would have the assembly of queries loaded for functions without tuples, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Type[] FlattenTuple(Type tuple) => [.. Flatten(tuple)];

    private static FuncType ReadFuncType(Type delegateType)
    {
        DelegateSignature signature = DelegateSignature.Of(delegateType) ?? throw new ArgumentException($"{delegateType} is not a delegate type");
        Type[] all = signature.Parameters;
        int first = all is [var caller, ..] && (caller == typeof(Caller) || caller == typeof(PooledInstance)) ? 1 : 0;
        var parameters = new ValType[all.Length - first];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = ValTypeOf(all[first + i], delegateType);
        Type[] returned = signature.Return == typeof(void) ? [] : IsTuple(signature.Return) ? FlattenTuple(signature.Return) : [signature.Return];
        var results = new ValType[returned.Length];
        for (int i = 0; i < results.Length; i++) results[i] = ValTypeOf(returned[i], delegateType);
        return new FuncType(ImmutableCollectionsMarshal.AsImmutableArray(parameters), ImmutableCollectionsMarshal.AsImmutableArray(results));
    }

    private static bool AreSame(ImmutableArray<ValType> left, ImmutableArray<ValType> right)
    {
        if (left.Length != right.Length) return false;
        for (int i = 0; i < left.Length; i++)
            if (left[i].Kind != right[i].Kind || IsFunction(left[i]) != IsFunction(right[i])) return false;
        return true;
    }

    private static bool IsFunction(ValType type) => type.Kind == ValKind.Ref && (type.Heap.Code == HeapType.Func.Code || type.Heap.Code == HeapType.NoFunc.Code);

    private static IEnumerable<Type> Items(Type tuple)
    {
        Type[] items = tuple.GetGenericArguments();
        if (items.Length < 8) return items;

        // The compiler nests tuples; only a hand-made one has something else there.
        return items[..7].Concat(IsTuple(items[7]) ? Items(items[7]) : [tuple]);
    }

    private static bool IsTuple(Type type) => type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    private static Type Tuple(ReadOnlySpan<Type> items) => items.Length switch
    {
        0 => typeof(void),
        1 => items[0],
        _ => TupleOf(items),
    };

    private static Type TupleOf(ReadOnlySpan<Type> items) => items.Length switch
    {
        1 => typeof(ValueTuple<>).MakeGenericType(items[0]),
        2 => typeof(ValueTuple<,>).MakeGenericType([.. items]),
        3 => typeof(ValueTuple<,,>).MakeGenericType([.. items]),
        4 => typeof(ValueTuple<,,,>).MakeGenericType([.. items]),
        5 => typeof(ValueTuple<,,,,>).MakeGenericType([.. items]),
        6 => typeof(ValueTuple<,,,,,>).MakeGenericType([.. items]),
        7 => typeof(ValueTuple<,,,,,,>).MakeGenericType([.. items]),
        _ => typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. items[..7], TupleOf(items[7..])]),
    };

    private static ValType ValTypeOf(Type type, Type delegateType) => type switch
    {
        _ when type == typeof(int) || type == typeof(uint) => ValType.I32,
        _ when type == typeof(long) || type == typeof(ulong) => ValType.I64,
        _ when type == typeof(float) => ValType.F32,
        _ when type == typeof(double) => ValType.F64,
        _ when type == typeof(Function) => ValType.FuncRef,
        _ when type == typeof(object) => ValType.ExternRef,
        _ => VectorTypeOf(type, delegateType),
    };

    // Inlined, it would have the types of vectors loaded for functions without them, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValType VectorTypeOf(Type type, Type delegateType) =>
        type == typeof(Vector128<byte>) ? ValType.V128 : throw RuntimeErrors.NotAWasmType(type, delegateType);
}
