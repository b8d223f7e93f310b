using System.Reflection.Emit;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Several results travel as a value tuple; the eighth item of one is the tuple of the rest. Tuples are filled and read in place:
/// made from the inside out, a thousand results would be copied once for each level.
/// </summary>
internal static class Tuples
{
    /// <summary>Loads a tuple of items that are computed one after the other.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="tuple">Its type.</param>
    /// <param name="emit">Leaves the item of an index on the IL stack.</param>
    public static void EmitNew(ILGenerator il, Type tuple, Action<int> emit)
    {
        LocalBuilder local = il.DeclareLocal(tuple);
        TupleItems items = TupleItems.Of(tuple);
        for (int i = 0; i < items.Outer.Count; i++)
        {
            EmitAddress(il, local, items.Outer[i].Offset);
            emit(i);
            il.Emit(OpCodes.Stobj, items.Outer[i].Type);
        }
        for (int i = 0; i < items.Innermost.Count; i++)
        {
            EmitAddress(il, local, items.InnermostOffset);
            emit(items.Outer.Count + i);
            il.Emit(OpCodes.Stfld, items.Innermost[i]);
        }
        il.Emit(OpCodes.Ldloc, local);
    }

    /// <summary>Loads each item of a tuple in turn.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="local">Holds the tuple.</param>
    /// <param name="store">Takes the item from the IL stack; gets its index.</param>
    public static void EmitItems(ILGenerator il, LocalBuilder local, Action<int> store)
    {
        TupleItems items = TupleItems.Of(local.LocalType);
        for (int i = 0; i < items.Outer.Count; i++)
        {
            EmitAddress(il, local, items.Outer[i].Offset);
            il.Emit(OpCodes.Ldobj, items.Outer[i].Type);
            store(i);
        }
        for (int i = 0; i < items.Innermost.Count; i++)
        {
            EmitAddress(il, local, items.InnermostOffset);
            il.Emit(OpCodes.Ldfld, items.Innermost[i]);
            store(items.Outer.Count + i);
        }
    }

    /// <summary>
    /// Turns a tuple on the IL stack into one whose items differ in sign, or in the class of a reference, and so lie where they did;
    /// other types stay as they are.
    /// </summary>
    public static void EmitConvert(ILGenerator il, Type from, Type to)
    {
        if (from == to || !from.IsGenericType) return;
        LocalBuilder tuple = il.DeclareLocal(from);
        il.Emit(OpCodes.Stloc, tuple);
        il.Emit(OpCodes.Ldloca, tuple);
        il.Emit(OpCodes.Ldobj, to);
    }

    private static void EmitAddress(ILGenerator il, LocalBuilder local, int offset)
    {
        il.Emit(OpCodes.Ldloca, local);
        if (offset == 0) return;
        il.EmitConstant(offset);
        il.Emit(OpCodes.Add);
    }
}
