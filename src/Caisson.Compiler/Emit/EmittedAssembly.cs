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
    private const string PartMark = ".part";

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

    /// <summary>The name of the method that holds a function.</summary>
    public static string NameOf(int function) => string.Create(CultureInfo.InvariantCulture, $"f{function}");

    /// <summary>The name of the method that holds a part of a function that was split.</summary>
    public static string NameOfPart(int function, int part) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(function)}{PartMark}{part}");

    /// <summary>The function that a method, or a part of it, holds; below zero when it holds none.</summary>
    /// <param name="method">A method of an assembly that holds a module.</param>
    public static int FunctionOf(MethodBase method)
    {
        ReadOnlySpan<char> number = method.Name.AsSpan(1);
        if (number.IndexOf('.') is var dot and >= 0) number = number[..dot];
        return int.TryParse(number, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    /// <summary>The wasm functions in the stack trace of an exception, innermost first.</summary>
    public static IReadOnlyList<WasmFrame> FramesOf(Exception exception)
    {
        var frames = new List<WasmFrame>();
        foreach (StackFrame frame in new StackTrace(exception).GetFrames())
        {
            if (frame.GetMethod() is { } method && FrameOf(method) is { } found) frames.Add(found);
        }
        return frames;
    }

    /// <summary>Whether an instruction of emitted wasm code raised an exception: whether that is where its stack trace begins.</summary>
    public static bool Raised(Exception exception) =>
        exception.TargetSite is { } method && Modules.TryGetValue(method.Module.Assembly, out _) && FunctionOf(method) >= 0;

    private static WasmFrame? FrameOf(MethodBase method)
    {
        if (!Modules.TryGetValue(method.Module.Assembly, out ModuleSyntax? module)) return null;

        // The function itself is active, too.
        if (method.Name.Contains(PartMark, StringComparison.Ordinal)) return null;

        // Of a function with a large frame, the part that checks the stack has left by a tail call; the other has a suffix.
        if (FunctionOf(method) is not (>= 0 and var index)) return null;
        var function = new FuncIdx((uint)index);
        return new WasmFrame(module.Names.Module, module.NameOf(function), function, null);
    }
}
