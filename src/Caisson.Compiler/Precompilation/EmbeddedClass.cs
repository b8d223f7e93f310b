using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Emit;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Writes the <see cref="EmbeddedModule"/> of an assembly that becomes part of a program. It names every method and class, so that trimmers and ahead-of-time compilers see
/// them. One use; not shared between threads.
/// </summary>
internal sealed class EmbeddedClass(ModuleBuilder image, IModuleCode code, Dictionary<string, MethodBuilder> boundary, ImageLayouts layouts)
{
    private static readonly ConstructorInfo Base = typeof(EmbeddedModule).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [])!;
    private static readonly ConstructorInfo NewInvoker = typeof(Invoker).GetConstructors()[0];
    private static readonly MethodInfo TypeOfHandle = typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!;

    private readonly int[] _types = [.. BoundaryEmitter.TypesOf(code.Module).Select(its => its.Index)];

    /// <summary>Writes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="units">The types with the functions, not finished.</param>
    /// <param name="methods">The functions.</param>
    public void Emit(string name, TypeBuilder[] units, MethodBuilder[] methods)
    {
        TypeBuilder type = image.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(EmbeddedModule));
        EmitConstructor(type);
        Override(type, $"get_{nameof(EmbeddedModule.Settings)}", il =>
        {
            il.Emit(OpCodes.Ldstr, CodeSettings.WithVersion(code.Options));
            il.Emit(OpCodes.Ret);
        });
        EmitEntryPoints(type, units, methods);
        EmitInvokers(type);
        EmitThunks(type);
        EmitCalls(type, nameof(EmbeddedModule.CallOf), BoundaryEmitter.Call);
        EmitCalls(type, nameof(EmbeddedModule.UnsignedCallOf), BoundaryEmitter.UnsignedCall);
        EmitCalls(type, nameof(EmbeddedModule.PooledCallOf), BoundaryEmitter.PooledCall);
        EmitClasses(type);
        type.CreateType();
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        ILGenerator il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, []).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Base);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Each unit tells those of its functions, so that no method grows with the module.</summary>
    private static void EmitEntryPoints(TypeBuilder type, TypeBuilder[] units, MethodBuilder[] methods)
    {
        MethodBuilder[] inUnits = new MethodBuilder[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            ArraySegment<MethodBuilder> its = new ArraySegment<MethodBuilder>(methods)[(i * ImageEmitter.MostFunctions)..Math.Min(methods.Length, (i + 1) * ImageEmitter.MostFunctions)];
            inUnits[i] = units[i].DefineMethod(nameof(EmbeddedModule.EntryPoint), MethodAttributes.Public | MethodAttributes.Static, typeof(nint), [typeof(int)]);
            PersistedMethods.Write(inUnits[i], il => EmitSwitch(il, () => il.Emit(OpCodes.Ldarg_0), Enumerable.Range(0, its.Count), j => il.Emit(OpCodes.Ldftn, its[j]), EmitZero));
        }
        Override(type, nameof(EmbeddedModule.EntryPoint), il => EmitSwitch(
            il,
            () => EmitWithin(il, OpCodes.Div),
            Enumerable.Range(0, units.Length),
            i =>
            {
                EmitWithin(il, OpCodes.Rem);
                il.Emit(OpCodes.Call, inUnits[i]);
            },
            EmitZero));
    }

    /// <summary>The number of a function's unit, or its own within the unit.</summary>
    private static void EmitWithin(ILGenerator il, OpCode division)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.EmitConstant(ImageEmitter.MostFunctions);
        il.Emit(division);
    }

    private void EmitInvokers(TypeBuilder type) => Override(type, nameof(EmbeddedModule.InvokerOf), il => EmitSwitch(
        il,
        () => il.Emit(OpCodes.Ldarg_1),
        _types,
        index =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldftn, Boundary(BoundaryEmitter.Invoker, index)!);
            il.Emit(OpCodes.Newobj, NewInvoker);
        },
        il => il.Emit(OpCodes.Ldnull)));

    private void EmitThunks(TypeBuilder type) => Override(type, nameof(EmbeddedModule.ThunkOf), il =>
    {
        string[] kinds = [BoundaryEmitter.Untyped, BoundaryEmitter.Typed, BoundaryEmitter.TypedWithCaller];
        Label[] labels = [.. kinds.Select(_ => il.DefineLabel())];
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Switch, labels);
        EmitZero(il);
        il.Emit(OpCodes.Ret);
        for (int i = 0; i < kinds.Length; i++)
        {
            il.MarkLabel(labels[i]);
            EmitSwitch(il, () => il.Emit(OpCodes.Ldarg_1), _types.Where(index => Boundary(kinds[i], index) is not null), index => il.Emit(OpCodes.Ldftn, Boundary(kinds[i], index)!), EmitZero);
        }
    });

    private void EmitCalls(TypeBuilder type, string method, string kind) => Override(type, method, il =>
    {
        LocalBuilder none = il.DeclareLocal(typeof(RuntimeMethodHandle));
        EmitSwitch(
            il, () => il.Emit(OpCodes.Ldarg_1), _types.Where(index => Boundary(kind, index) is not null),
            index => il.Emit(OpCodes.Ldtoken, Boundary(kind, index)!),
            il => il.Emit(OpCodes.Ldloc, none));
    });

    private void EmitClasses(TypeBuilder type)
    {
        Dictionary<int, Type> classes = layouts.Classes;
        Override(type, nameof(EmbeddedModule.ClassOf), il => EmitSwitch(
            il,
            () => il.Emit(OpCodes.Ldarg_1),
            classes.Keys.Order(),
            index =>
            {
                il.Emit(OpCodes.Ldtoken, classes[index]);
                il.Emit(OpCodes.Call, TypeOfHandle);
            },
            il => il.Emit(OpCodes.Ldnull)));
    }

    /// <summary>Returns something for each of some numbers, and something else for all others.</summary>
    private static void EmitSwitch(ILGenerator il, Action number, IEnumerable<int> cases, Action<int> emit, Action<ILGenerator> otherwise)
    {
        int[] numbers = [.. cases];
        Label none = il.DefineLabel();
        Dictionary<int, Label> labels = numbers.ToDictionary(its => its, _ => il.DefineLabel());
        if (numbers.Length > 0)
        {
            number();
            il.Emit(OpCodes.Switch, [.. Enumerable.Range(0, numbers.Max() + 1).Select(i => labels.GetValueOrDefault(i, none))]);
        }
        il.MarkLabel(none);
        otherwise(il);
        il.Emit(OpCodes.Ret);
        foreach (int its in numbers)
        {
            il.MarkLabel(labels[its]);
            emit(its);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void EmitZero(ILGenerator il)
    {
        il.EmitConstant(0);
        il.Emit(OpCodes.Conv_I);
    }

    private MethodBuilder? Boundary(string kind, int type) => boundary.GetValueOrDefault(BoundaryEmitter.NameOf(kind, type));

    private static void Override(TypeBuilder type, string name, Action<ILGenerator> emit)
    {
        MethodInfo overridden = typeof(EmbeddedModule).GetMethod(name)!;
        MethodBuilder method = type.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, overridden.ReturnType, [.. overridden.GetParameters().Select(parameter => parameter.ParameterType)]);
        CopyAnnotation(overridden, method);
        PersistedMethods.Write(method, emit);
    }

    /// <summary>Trimmers want to see on a method what they see on the one that it overrides.</summary>
    private static void CopyAnnotation(MethodInfo from, MethodBuilder to)
    {
        foreach (CustomAttributeData attribute in from.ReturnParameter.GetCustomAttributesData().Where(data => data.AttributeType.Namespace == "System.Diagnostics.CodeAnalysis"))
            to.DefineParameter(0, ParameterAttributes.Retval, null).SetCustomAttribute(new CustomAttributeBuilder(attribute.Constructor, [.. attribute.ConstructorArguments.Select(argument => Enum.ToObject(argument.ArgumentType, argument.Value!))]));
    }
}
