using System.Reflection;
using System.Reflection.Emit;
using Caisson.Runtime.Operations;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Copies of the runtime's operations within an image. What is compiled ahead of time inlines nothing of other assemblies, which may change; the JIT inlines these.
/// One use; not shared between threads.
/// </summary>
internal sealed class CopiedOperations(ModuleBuilder image)
{
    private readonly Dictionary<MethodInfo, MethodInfo> _copies = [];
    private TypeBuilder? _holder;

    /// <summary>The copy of an operation; the operation itself where the JIT wouldn't inline it, or it can't be copied.</summary>
    public MethodInfo Of(MethodInfo operation)
    {
        if (_copies.TryGetValue(operation, out MethodInfo? known)) return known;
        if (!IsInlined(operation) || IlCopy.Of(operation) is not { } copy) return _copies[operation] = operation;
        _holder ??= image.DefineType("Operations", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder method = _holder.DefineMethod(
            $"{operation.DeclaringType!.Name}.{operation.Name}.{_copies.Count}",
            MethodAttributes.Public | MethodAttributes.Static,
            operation.ReturnType,
            [.. operation.GetParameters().Select(parameter => parameter.ParameterType)]);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        _copies[operation] = method;
        PersistedMethods.Write(method, il => copy.WriteTo(il, Of));
        return method;
    }

    /// <summary>Finishes them.</summary>
    public void CreateType() => _holder?.CreateType();

    private static bool IsInlined(MethodInfo method) =>
        method.IsStatic && !method.IsGenericMethod && method.DeclaringType is { IsGenericType: false } type && type.Namespace == typeof(I32Operations).Namespace
            && method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining);
}
