using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Runtime;

namespace Caisson.Compiler.Emit;

/// <summary>Defines what a split function needs: the structure of its frame, and a method for each part.</summary>
internal static class PartMethods
{
    /// <summary>Defines them.</summary>
    /// <param name="module">Where the structure goes.</param>
    /// <param name="type">Where the methods go.</param>
    /// <param name="function">The function.</param>
    /// <returns>The methods, in the order of the parts.</returns>
    public static MethodBuilder[] Define(ModuleBuilder module, TypeBuilder type, FunctionIr function)
    {
        if (function.Frame is not { } frame) return [];
        frame.Type = DefineFrame(module, string.Create(CultureInfo.InvariantCulture, $"{type.Name}_Frame{function.Index}"), frame);
        return [.. function.Parts.Select(part => Define(type, function.Index, frame.Type, part.Part!))];
    }

    private static MethodBuilder Define(TypeBuilder type, int function, Type frame, Part part)
    {
        MethodBuilder method = type.DefineMethod(
            GuestMethod.NameOfPart(function, part.Number),
            MethodAttributes.Public | MethodAttributes.Static,
            part.HasResult ? typeof(int) : typeof(void),
            [typeof(nint), frame.MakeByRefType(), .. part.Arguments.Select(local => local.Type.ClrType)]);

        // Otherwise the JIT could undo the splitting.
        method.SetImplementationFlags(MethodImplAttributes.NoInlining);
        part.Method = method;
        return method;
    }

    private static TypeBuilder DefineFrame(ModuleBuilder module, string name, SplitFrame frame)
    {
        TypeBuilder type = module.DefineType(
            name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout, typeof(ValueType));
        for (int i = 0; i < frame.Slots.Count; i++)
            frame.Slots[i].Field = type.DefineField(string.Create(CultureInfo.InvariantCulture, $"S{i}"), frame.Slots[i].Type.ClrType, FieldAttributes.Public);
        type.CreateType();
        return type;
    }
}
