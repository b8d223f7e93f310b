using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Emit;

/// <summary>Short forms that the generator doesn't choose by itself; the JIT's limits count bytes.</summary>
internal static class IlExtensions
{
    // The JIT knows both: nothing has to be inlined.
    private static readonly MethodInfo VectorOfHalves = ((Func<long, long, Vector128<long>>)Vector128.Create).Method;
    private static readonly MethodInfo VectorOfBytes = ((Func<Vector128<long>, Vector128<byte>>)Vector128.AsByte).Method;

    extension(ILGenerator il)
    {
        public void EmitConstant(int value)
        {
            OpCode? @short = value switch
            {
                -1 => OpCodes.Ldc_I4_M1,
                0 => OpCodes.Ldc_I4_0,
                1 => OpCodes.Ldc_I4_1,
                2 => OpCodes.Ldc_I4_2,
                3 => OpCodes.Ldc_I4_3,
                4 => OpCodes.Ldc_I4_4,
                5 => OpCodes.Ldc_I4_5,
                6 => OpCodes.Ldc_I4_6,
                7 => OpCodes.Ldc_I4_7,
                8 => OpCodes.Ldc_I4_8,
                _ => null,
            };
            if (@short is { } code) il.Emit(code);
            else if (value is >= sbyte.MinValue and <= sbyte.MaxValue) il.Emit(OpCodes.Ldc_I4_S, (sbyte)value);
            else il.Emit(OpCodes.Ldc_I4, value);
        }

        public void EmitConstant(long value)
        {
            if (value is >= int.MinValue and <= int.MaxValue)
            {
                il.EmitConstant((int)value);
                il.Emit(OpCodes.Conv_I8);
            }
            else
            {
                il.Emit(OpCodes.Ldc_I8, value);
            }
        }

        public void EmitVector(Vector128<byte> value)
        {
            il.EmitConstant(value.AsInt64()[0]);
            il.EmitConstant(value.AsInt64()[1]);
            il.Emit(OpCodes.Call, VectorOfHalves);
            if (!Vector128.IsHardwareAccelerated) il.Emit(OpCodes.Call, VectorOfBytes);
        }

        public void EmitLoadArgument(int index)
        {
            switch (index)
            {
                case 0: il.Emit(OpCodes.Ldarg_0); break;
                case 1: il.Emit(OpCodes.Ldarg_1); break;
                case 2: il.Emit(OpCodes.Ldarg_2); break;
                case 3: il.Emit(OpCodes.Ldarg_3); break;
                case <= byte.MaxValue: il.Emit(OpCodes.Ldarg_S, (byte)index); break;
                default: il.Emit(OpCodes.Ldarg, checked((short)index)); break;
            }
        }

        public void EmitStoreArgument(int index)
        {
            if (index <= byte.MaxValue) il.Emit(OpCodes.Starg_S, (byte)index);
            else il.Emit(OpCodes.Starg, checked((short)index));
        }

        /// <summary>Loads a value of a type from an address that may be unaligned.</summary>
        public void EmitLoadIndirect(IrType type)
        {
            switch (type)
            {
                case IrType.I32: il.Emit(OpCodes.Ldind_I4); break;
                case IrType.I64: il.Emit(OpCodes.Ldind_I8); break;
                case IrType.F32: il.Emit(OpCodes.Ldind_R4); break;
                case IrType.F64: il.Emit(OpCodes.Ldind_R8); break;
                case IrType.V128:
                    il.Emit(OpCodes.Unaligned, (byte)1);
                    il.Emit(OpCodes.Ldobj, typeof(Vector128<byte>));
                    break;
                default: il.Emit(OpCodes.Ldind_Ref); break;
            }
        }

        /// <summary>Stores a value of a type to an address that may be unaligned.</summary>
        public void EmitStoreIndirect(IrType type)
        {
            switch (type)
            {
                case IrType.I32: il.Emit(OpCodes.Stind_I4); break;
                case IrType.I64: il.Emit(OpCodes.Stind_I8); break;
                case IrType.F32: il.Emit(OpCodes.Stind_R4); break;
                case IrType.F64: il.Emit(OpCodes.Stind_R8); break;
                case IrType.V128:
                    il.Emit(OpCodes.Unaligned, (byte)1);
                    il.Emit(OpCodes.Stobj, typeof(Vector128<byte>));
                    break;
                default: il.Emit(OpCodes.Stind_Ref); break;
            }
        }
    }
}
