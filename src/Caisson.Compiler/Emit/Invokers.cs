using System.Reflection;
using System.Reflection.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Makes delegates that call code at an address with arguments and results in arrays.</summary>
internal static class Invokers
{
    public static Invoker Create(FuncType type)
    {
        var method = new DynamicMethod("Invoke", typeof(void), [typeof(nint), typeof(nint), typeof(Value[]), typeof(Value[])], typeof(Invokers).Module, skipVisibility: true);
        Emit(method.GetILGenerator(), type);
        return method.CreateDelegate<Invoker>();
    }

    /// <summary>Writes the body of an <see cref="Invoker"/>.</summary>
    public static void Emit(ILGenerator il, FuncType type)
    {
        il.Emit(OpCodes.Ldarg_1);
        for (int i = 0; i < type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_2);
            il.EmitConstant(i);
            il.Emit(OpCodes.Ldelema, typeof(Value));
            Values.EmitUnwrap(il, type.Parameters[i]);
        }
        il.Emit(OpCodes.Ldarg_0);
        Type returnType = HostTypes.ReturnOf(type);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, returnType, [typeof(nint), .. type.Parameters.Select(HostTypes.Of)], null);
        EmitResults(il, type, returnType);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitResults(ILGenerator il, FuncType type, Type returnType)
    {
        if (type.Results.IsEmpty) return;
        LocalBuilder result = il.DeclareLocal(returnType);
        il.Emit(OpCodes.Stloc, result);
        if (type.Results.Length > 1)
        {
            Tuples.EmitItems(il, result, StoreItem);
        }
        else
        {
            il.Emit(OpCodes.Ldloc, result);
            StoreItem(0);
        }

        void StoreItem(int index)
        {
            LocalBuilder value = il.DeclareLocal(typeof(Value));
            Values.EmitWrap(il, type.Results[index]);
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldarg_3);
            il.EmitConstant(index);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Stelem, typeof(Value));
        }
    }
}
