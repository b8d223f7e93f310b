using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>Makes the collectible assemblies that hold emitted code, and finds the way back from a stack frame to wasm.</summary>
internal static class EmittedAssembly
{
    private static ConstructorInfo IgnoresAccessChecksTo => field ??= typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;

    /// <summary>The modules of living assemblies. A trap keeps the assemblies in its stack trace alive, and so their modules here.</summary>
    private static readonly ConditionalWeakTable<Assembly, ModuleSyntax> Modules = [];

    private static long s_count;

    /// <summary>A new assembly with access to the internals of the runtime, and of the assemblies named.</summary>
    /// <param name="kind">First part of its name.</param>
    /// <param name="friends">Names of further assemblies.</param>
    public static ModuleBuilder Define(string kind, params string[] friends) => Define(kind, AssemblyBuilderAccess.RunAndCollect, friends);

    /// <summary>A new assembly with access to the internals of the runtime, and of the assemblies named.</summary>
    /// <param name="kind">First part of its name.</param>
    /// <param name="access">Whether it can be collected.</param>
    /// <param name="friends">Names of further assemblies.</param>
    public static ModuleBuilder Define(string kind, AssemblyBuilderAccess access, params string[] friends)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"Caisson.{kind}.{Interlocked.Increment(ref s_count)}");
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), access);
        foreach (string friend in friends) Befriend(assembly, friend);
        Befriend(assembly, typeof(Function).Assembly.GetName().Name!);
        return assembly.DefineDynamicModule(name);
    }

    /// <summary>Gives an assembly access to the internals of another.</summary>
    public static void Befriend(AssemblyBuilder assembly, string friend) => assembly.SetCustomAttribute(new CustomAttributeBuilder(IgnoresAccessChecksTo, [friend]));

    /// <summary>Remembers the wasm module that an assembly holds.</summary>
    /// <param name="assembly">A finished one: its builder is another object than the one in stack frames.</param>
    /// <param name="module">The module.</param>
    public static void Remember(Assembly assembly, ModuleSyntax module) => Modules.TryAdd(assembly, module);

    /// <summary>The wasm function of a stack frame; null for none.</summary>
    public static WasmFrame? FrameOf(StackFrame frame) =>
        frame.GetMethod() is { } method && Modules.TryGetValue(method.Module.Assembly, out ModuleSyntax? module) ? GuestMethod.FrameOf(module, method.Name) : null;

    /// <summary>Whether an instruction of emitted wasm code raised an exception: whether that is where its stack trace begins.</summary>
    public static bool Raised(Exception exception) =>
        exception.TargetSite is { } method && Modules.TryGetValue(method.Module.Assembly, out _) && GuestMethod.FunctionOf(method.Name) >= 0;
}
