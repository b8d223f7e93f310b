using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A module whose code is part of the program: it was compiled when the program was built, and runs where no code can be made. The build writes one class for
/// each such module; nobody else derives from it. Immutable; safe to use from several threads. See <see cref="Engine.Load(EmbeddedModule)"/>.
/// </summary>
public abstract class EmbeddedModule
{
    private static readonly ConcurrentDictionary<string, ModuleSyntax> ByAssembly = new();

    /// <summary>The settings that the code depends on, one line each.</summary>
    public abstract string Settings { get; }

    /// <summary>The binary module that it was made of; valid when it was compiled.</summary>
    public ReadOnlyMemory<byte> Wasm => field.IsEmpty ? field = EmbeddedWasm.Of(GetType().Assembly) : field;

    /// <summary>The entry point of a function.</summary>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    public abstract nint EntryPoint(int definedIndex);

    /// <summary>Calls functions of a type with arguments in arrays.</summary>
    /// <param name="type">Index of the type.</param>
    /// <returns>Null where no such function is imported or exported.</returns>
    public abstract Invoker? InvokerOf(int type);

    /// <summary>The address of code that calls a delegate of the host.</summary>
    /// <param name="type">Index of the function's type.</param>
    /// <param name="target">What is called.</param>
    /// <returns>Zero where there is none.</returns>
    public abstract nint ThunkOf(int type, HostTarget target);

    /// <summary>The method that a typed delegate for functions of a type calls.</summary>
    /// <param name="type">Index of the type.</param>
    /// <returns>The default where there is none.</returns>
    public abstract RuntimeMethodHandle CallOf(int type);

    /// <summary>As <see cref="CallOf"/>, with unsigned integers.</summary>
    /// <param name="type">Index of the type.</param>
    /// <returns>The default where there is none.</returns>
    public abstract RuntimeMethodHandle UnsignedCallOf(int type);

    /// <summary>As <see cref="CallOf"/>, for delegates that get the instance first.</summary>
    /// <param name="type">Index of the type.</param>
    /// <returns>The default where there is none.</returns>
    public abstract RuntimeMethodHandle PooledCallOf(int type);

    /// <summary>The class that the code uses for objects of a structure type.</summary>
    /// <param name="type">Index of the type.</param>
    /// <returns>Null where it needs none.</returns>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicConstructors)]
    public abstract Type? ClassOf(int type);

    /// <summary>The wasm function of a stack frame; null when it is none of a module that is part of the program.</summary>
    internal static WasmFrame? FrameOf(StackFrame frame)
    {
        if (ByAssembly.IsEmpty || DiagnosticMethodInfo.Create(frame) is not { } method) return null;
        string assembly = method.DeclaringAssemblyName;
        if (assembly.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0) assembly = assembly[..comma];
        return ByAssembly.TryGetValue(assembly, out ModuleSyntax? module) ? GuestMethod.FrameOf(module, method.Name) : null;
    }

    /// <summary>Makes the code usable in an engine.</summary>
    internal CompiledCode Bind(ModuleSyntax module, TypeIds types)
    {
        ByAssembly.TryAdd(GetType().Assembly.GetName().Name!, module);
        for (int i = 0; i < module.Types.Length; i++)
        {
            if (module.Types[i].Comp is FuncType type) EmbeddedBoundaries.Offer(this, i, type);
            else if (ClassOf(i) is { } its) types.ObjectTypeOf(new TypeIdx((uint)i)).Adopt(its, StructClasses.LayoutOf);
        }
        return new EmbeddedCode(this);
    }
}

/// <summary>What code that leaves a guest calls.</summary>
public enum HostTarget
{
    /// <summary>A <see cref="HostFunction"/>.</summary>
    Untyped,

    /// <summary>A delegate with a parameter for each of wasm's.</summary>
    Typed,

    /// <summary>As <see cref="Typed"/>, after a <see cref="Caller"/>.</summary>
    TypedWithCaller,
}
