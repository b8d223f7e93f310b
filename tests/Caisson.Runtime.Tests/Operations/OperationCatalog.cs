using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>Finds the method of an instruction as the compiler does, and calls it as emitted code does: inlined, optimised.</summary>
internal static class OperationCatalog
{
    private static readonly MethodInfo _createVector =
        typeof(Vector128).GetMethod(nameof(Vector128.Create), [typeof(ulong), typeof(ulong)])!;

    private static readonly MethodInfo _asByte =
        typeof(Vector128).GetMethod(nameof(Vector128.AsByte))!.MakeGenericMethod(typeof(ulong));

    /// <summary>What else emitted code calls: not an instruction each, but the bookkeeping and the arithmetic around them.</summary>
    private static readonly Type[] _helpers =
        [typeof(AddressOperations), typeof(ConstantOperations), typeof(InstanceOperations), typeof(ShuffleForm), typeof(ShuffleForms)];

    /// <summary>All operations by name; a name that occurs twice fails here.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Methods { get; } = typeof(Trap).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "Caisson.Runtime.Operations" && !_helpers.Contains(type))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .ToDictionary(method => method.Name);

    /// <summary>The method of an instruction.</summary>
    public static MethodInfo Find(string mnemonic) => Methods[OpcodeOf(mnemonic).ToString()];

    /// <summary>The opcode of a mnemonic.</summary>
    public static Opcode OpcodeOf(string mnemonic) => Opcodes.TryParse(mnemonic, out Opcode opcode)
        ? opcode
        : throw new ArgumentException($"no instruction is called {mnemonic}", nameof(mnemonic));

    /// <summary>Compiles a call with some arguments constant, as lanes are in wasm.</summary>
    /// <param name="method">The operation.</param>
    /// <param name="constants">One entry a parameter; null stands for an argument of the result.</param>
    public static Func<object[], object> Compile(MethodInfo method, params object?[] constants)
    {
        var call = new DynamicMethod(method.Name, typeof(object), [typeof(object[])], typeof(OperationCatalog).Module);
        ILGenerator il = call.GetILGenerator();
        int next = 0;
        foreach ((ParameterInfo parameter, object? constant) in method.GetParameters().Zip(constants))
        {
            if (constant is not null)
            {
                EmitConstant(il, constant);
                continue;
            }

            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, next++);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, parameter.ParameterType);
        }

        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Box, method.ReturnType);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Func<object[], object>>();
    }

    private static void EmitConstant(ILGenerator il, object constant)
    {
        switch (constant)
        {
            case byte value: il.Emit(OpCodes.Ldc_I4, (int)value); break;
            case int value: il.Emit(OpCodes.Ldc_I4, value); break;
            case long value: il.Emit(OpCodes.Ldc_I8, value); break;
            case float value: il.Emit(OpCodes.Ldc_R4, value); break;
            case double value: il.Emit(OpCodes.Ldc_R8, value); break;
            case Vector128<byte> value:
                il.Emit(OpCodes.Ldc_I8, value.AsInt64()[0]);
                il.Emit(OpCodes.Ldc_I8, value.AsInt64()[1]);
                il.Emit(OpCodes.Call, _createVector);
                il.Emit(OpCodes.Call, _asByte);
                break;
            default: throw new ArgumentException("no such type in wasm", nameof(constant));
        }
    }
}
