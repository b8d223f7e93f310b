using System.Reflection.Emit;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Several results travel as a value tuple; the eighth item of one is the tuple of the rest. Tuples are filled and read in place,
/// through an address that steps inward: made from the inside out, a thousand results would be copied once for each level.
/// </summary>
internal static class Tuples
{
    private const int ItemsBeforeRest = 7;

    /// <summary>Loads a tuple of items that are computed one after the other.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="tuple">Its type.</param>
    /// <param name="emit">Leaves the item of an index on the IL stack.</param>
    public static void EmitNew(ILGenerator il, Type tuple, Action<int> emit)
    {
        LocalBuilder local = il.DeclareLocal(tuple);
        EmitWalk(il, local, (field, index) =>
        {
            emit(index);
            il.Emit(OpCodes.Stfld, field);
        });
        il.Emit(OpCodes.Ldloc, local);
    }

    /// <summary>Loads each item of a tuple in turn.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="local">Holds the tuple.</param>
    /// <param name="store">Takes the item from the IL stack; gets its index.</param>
    public static void EmitItems(ILGenerator il, LocalBuilder local, Action<int> store) => EmitWalk(il, local, (field, index) =>
    {
        il.Emit(OpCodes.Ldfld, field);
        store(index);
    });

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

    /// <summary>Visits each item, with the address of its tuple on the IL stack, which the visit takes.</summary>
    private static void EmitWalk(ILGenerator il, LocalBuilder local, Action<System.Reflection.FieldInfo, int> visit)
    {
        il.Emit(OpCodes.Ldloca, local);
        Type tuple = local.LocalType;
        for (int index = 0; ; index += ItemsBeforeRest)
        {
            Type[] items = tuple.GetGenericArguments();
            for (int i = 0; i < Math.Min(items.Length, ItemsBeforeRest); i++)
            {
                il.Emit(OpCodes.Dup);
                visit(tuple.GetField($"Item{i + 1}")!, index + i);
            }
            if (items.Length <= ItemsBeforeRest) break;
            il.Emit(OpCodes.Ldflda, tuple.GetField("Rest")!);
            tuple = items[ItemsBeforeRest];
        }
        il.Emit(OpCodes.Pop);
    }
}
