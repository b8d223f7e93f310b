using Caisson.Compiler.Precompilation;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;

namespace Caisson.Compiler;

/// <summary>
/// Compiles modules into assemblies that a program refers to, for trimmed programs and for those that are compiled ahead of time: with such an assembly a program needs no
/// compiler. The IL fits every processor and system. Builds use it by way of Caisson.Build. Safe to use from several threads.
/// </summary>
public static class EmbeddedCompiler
{
    /// <summary>Compiles a module.</summary>
    /// <param name="wasm">The binary module; must not change meanwhile.</param>
    /// <param name="assemblyName">Name of the assembly; must be unique in the program.</param>
    /// <param name="className">Name of the class below <see cref="EmbeddedModule"/> that the assembly will have, with its namespace.</param>
    /// <param name="output">Gets the assembly. What is written when something is wrong is of no use.</param>
    /// <param name="options">Settings of the engines that will load it. <see cref="EngineOptions.MemoryChecks"/> doesn't matter: code in programs checks addresses itself.</param>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="Wasm.MalformedException">The bytes are not a module.</exception>
    /// <exception cref="Wasm.InvalidException">The module breaks a rule of validation, or needs a feature that is not enabled.</exception>
    /// <exception cref="NotSupportedException">The module has something that can't be compiled, or not be kept in a file.</exception>
    public static void Write(
        ReadOnlyMemory<byte> wasm, string assemblyName, string className, Stream output, EngineOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(assemblyName);
        ArgumentException.ThrowIfNullOrEmpty(className);
        ArgumentNullException.ThrowIfNull(output);
        var engine = new Engine((options ?? EngineOptions.Default) with { MemoryChecks = MemoryChecks.Explicit, Backend = new IlBackend() });
        Module module = engine.Compile(wasm);
        new ImageEmitter(module.Syntax, module.TypeIds, module.Layout, engine.Options, JitLimits.Default, new EmbeddedName(assemblyName, className)).Emit(output, cancellation);
    }
}
