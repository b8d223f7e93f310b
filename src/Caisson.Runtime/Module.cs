using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A compiled module. Stateless: any number of instances share it. Safe to use from several threads. Collected, with its code,
/// when nothing refers to it or its instances.
/// </summary>
public sealed class Module
{
    internal Module(Engine engine, ModuleSyntax syntax)
    {
        Engine = engine;
        Syntax = syntax;
        Layout = new ContextLayout(syntax, engine.UsesGuardPages, engine.Options.Interruption);
        TypeIds = new TypeIds(engine, syntax.Types);
        Code = engine.Backend.Compile(syntax, TypeIds, Layout, engine.Options);
        Imports = [.. syntax.Imports.Select(i => new ImportType(i.Module, i.Name, ExternType.At(syntax, i.Kind, i.Index)))];
        Exports = [.. syntax.Exports.Select(e => new ExportType(e.Name, ExternType.At(syntax, e.Kind, e.Index)))];
    }

    /// <summary>The engine that compiled it.</summary>
    public Engine Engine { get; }

    /// <summary>The decoded module.</summary>
    public ModuleSyntax Syntax { get; }

    /// <summary>The name that the module gives itself, if any.</summary>
    public string? Name => Syntax.Names.Module;

    /// <summary>What the module needs, in order.</summary>
    public ImmutableArray<ImportType> Imports { get; }

    /// <summary>What the module offers, in order.</summary>
    public ImmutableArray<ExportType> Exports { get; }

    internal ContextLayout Layout { get; }

    internal bool IsInterruptible => Layout.IsThreaded || Engine.Options.Interruption;

    internal TypeIds TypeIds { get; }

    internal CompiledCode Code { get; }

    /// <summary>
    /// Makes an instance: links the imports, fills tables and memories, runs the start function. spec: exec-instantiation
    /// </summary>
    /// <param name="imports">What the module asks for; more does no harm.</param>
    /// <param name="created">
    /// Gets the instance before its tables and memories are filled and its start function runs: for a host that wants to hold it
    /// before its code does.
    /// </param>
    /// <exception cref="UnlinkableException">Imports are missing or of another type; each one is named.</exception>
    /// <exception cref="TrapException">A segment didn't fit, or the start function trapped.</exception>
    /// <exception cref="WasmException">The start function threw.</exception>
    /// <exception cref="ResourceException">A memory or table is larger than the limits, or the system, allow.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside an instance that it is linked to.</exception>
    public Instance Instantiate(Imports? imports = null, Action<Instance>? created = null) =>
        Instantiation.Instantiate(this, imports ?? [], created);

    /// <summary>Compiles every function now, instead of when each is first called.</summary>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="NotSupportedException">A function uses an instruction that the backend can't compile.</exception>
    public void CompileAll(CancellationToken cancellation = default) => Code.CompileAll(cancellation);
}
