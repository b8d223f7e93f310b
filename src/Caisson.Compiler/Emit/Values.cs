using System.Reflection.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Conversions between what is on the IL stack and <see cref="Value"/>.</summary>
internal static class Values
{
    /// <summary>Makes a value of what is on the IL stack.</summary>
    public static void EmitWrap(ILGenerator il, ValType type)
    {
        if (type.IsRef) il.Emit(OpCodes.Call, typeof(Value).GetMethod(nameof(Value.FromReference))!);
        else il.Emit(OpCodes.Newobj, typeof(Value).GetConstructor([HostTypes.Of(type)])!);
    }

    /// <summary>Takes out of the value whose address is on the IL stack.</summary>
    public static void EmitUnwrap(ILGenerator il, ValType type)
    {
        string method = type.Kind switch
        {
            ValKind.I32 => nameof(Value.AsInt32),
            ValKind.I64 => nameof(Value.AsInt64),
            ValKind.F32 => nameof(Value.AsSingle),
            ValKind.F64 => nameof(Value.AsDouble),
            ValKind.V128 => nameof(Value.AsVector128),
            _ => nameof(Value.AsReference),
        };
        il.Emit(OpCodes.Call, typeof(Value).GetMethod(method)!);
        if (type.IsRef) il.Emit(OpCodes.Castclass, HostTypes.Of(type));
    }
}
