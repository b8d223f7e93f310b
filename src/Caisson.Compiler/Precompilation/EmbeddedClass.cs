using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Writes the <see cref="EmbeddedModule"/> of an assembly that becomes part of a program. It names every method and class, so that trimmers and ahead-of-time compilers see
/// them. One use; not shared between threads.
/// </summary>
internal sealed class EmbeddedClass(ModuleBuilder image, IModuleCode code, Dictionary<string, MethodBuilder> boundary, ImageLayouts layouts)
{
    private const string EntryMethod = "Entry";

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
        ILGenerator constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, []).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Call, Base);
        constructor.Emit(OpCodes.Ret);
        Override(type, $"get_{nameof(EmbeddedModule.Settings)}").Emit(OpCodes.Ldstr, CodeSettings.Of(code.Options));
        EmitSettings(type);
        EmitEntryPoint(type, units, methods);
        EmitInvokers(type);
        EmitThunks(type);
        EmitCalls(type);
        EmitClasses(type);
        type.CreateType();
    }
}
