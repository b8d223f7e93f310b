using System.Reflection.Emit;

namespace Caisson.Compiler.Emit;

/// <summary>Several results travel as a value tuple; the eighth item of one is the tuple of the rest.</summary>
internal static class Tuples
{
    private const int ItemsBeforeRest = 7;

    /// <summary>Makes a tuple of its items, which are on the IL stack.</summary>
    public static void EmitNew(ILGenerator il, Type tuple)
    {
        Type[] items = tuple.GetGenericArguments();
        if (items.Length > ItemsBeforeRest) EmitNew(il, items[ItemsBeforeRest]);
        il.Emit(OpCodes.Newobj, tuple.GetConstructor(items)!);
    }

    /// <summary>Loads each item of a tuple in turn.</summary>
    /// <param name="il">Where to.</param>
    /// <param name="local">Holds the tuple.</param>
    /// <param name="store">Takes the item from the IL stack; gets its index.</param>
    public static void EmitItems(ILGenerator il, LocalBuilder local, Action<int> store)
    {
        Type tuple = local.LocalType;
        var path = new List<Type>();
        for (int index = 0; ; index += ItemsBeforeRest)
        {
            Type[] items = tuple.GetGenericArguments();
            for (int i = 0; i < Math.Min(items.Length, ItemsBeforeRest); i++)
            {
                il.Emit(OpCodes.Ldloca, local);
                foreach (Type outer in path) il.Emit(OpCodes.Ldflda, outer.GetField("Rest")!);
                il.Emit(OpCodes.Ldfld, tuple.GetField($"Item{i + 1}")!);
                store(index + i);
            }
            if (items.Length <= ItemsBeforeRest) return;
            path.Add(tuple);
            tuple = items[ItemsBeforeRest];
        }
    }

    /// <summary>Turns a tuple on the IL stack into one whose items differ in sign only; other types stay as they are.</summary>
    public static void EmitConvert(ILGenerator il, Type from, Type to)
    {
        if (from == to || !from.IsGenericType) return;
        LocalBuilder tuple = il.DeclareLocal(from);
        il.Emit(OpCodes.Stloc, tuple);
        EmitItems(il, tuple, static _ => { });
        EmitNew(il, to);
    }
}
