using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A compiled module. Stateless: any number of instances share it. Safe to use from several threads. Collected, with its code,
/// when nothing refers to it or its instances.
/// </summary>
public sealed class Module
{
    private readonly SavedMemory? _savedMemory;

    // What isn't needed to run a program is made when somebody asks.
    private InitialMemory? _initialMemory;
    private Dictionary<string, Export>? _exports;
    private ImportType[]? _importTypes;
    private ExportType[]? _exportTypes;

    internal Module(Engine engine, ModuleSyntax syntax, ModuleImage? image = null, bool? usesGuardPages = null)
    {
        Engine = engine;
        Syntax = syntax;
        Layout = new ContextLayout(syntax, usesGuardPages ?? engine.UsesGuardPages, engine.Options.Interruption);
        TypeIds = new TypeIds(engine, syntax.Types);
        IsPrecompiled = image is not null;
        _savedMemory = image?.Memory;
        Code = image?.Bind(syntax, TypeIds, Layout) ?? engine.Backend.Compile(syntax, TypeIds, Layout, engine.Options);
        DefaultMemory = TryFindExport("memory", out Export memory) && memory.Kind == ExternKind.Mem ? (int)memory.Index : -1;
    }

    /// <summary>The engine that compiled it.</summary>
    public Engine Engine { get; }

    /// <summary>The decoded module.</summary>
    public ModuleSyntax Syntax { get; }

    /// <summary>The name that the module gives itself, if any.</summary>
    public string? Name => Syntax.Names.Module;

    /// <summary>Whether a file holds a binary core module, by how it begins; what it has beyond that may be invalid. spec: binary-module</summary>
    /// <param name="path">The file.</param>
    /// <returns>False for text, components and images, and for what can't be read more than once, as pipes can't.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static bool IsBinary(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using WasmContent? content = WasmContent.TryOpen(path);
        return content is { IsCore: true };
    }

    /// <summary>What the module needs, in order.</summary>
    public ImmutableArray<ImportType> Imports => (_importTypes ??= ImportTypes()).Freeze();

    /// <summary>What the module offers, in order.</summary>
    public ImmutableArray<ExportType> Exports => (_exportTypes ??= ExportTypes()).Freeze();

    /// <summary>Whether its code was there before: in an image or in the program. See <see cref="Engine.Load(string, LoadOptions?)"/>.</summary>
    public bool IsPrecompiled { get; }

    internal ContextLayout Layout { get; }

    internal bool IsInterruptible => Layout.IsThreaded || Engine.Options.Interruption;

    internal TypeIds TypeIds { get; }

    /// <summary>The index of the memory that is exported as "memory"; -1 when there is none.</summary>
    internal int DefaultMemory { get; }

    internal CompiledCode Code { get; }

    internal InitialMemory InitialMemory => LazyInitializer.EnsureInitialized(ref _initialMemory, () => new InitialMemory(this, _savedMemory));

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
        Instantiation.Instantiate(this, Linking.Resolve(this, imports ?? []), created);

    /// <summary>
    /// A pool of instances that begin where an instance is once its start function, and what <see cref="InstancePoolOptions.Initialize"/> says, has run. Made once for
    /// a module and its imports, then used by any number of threads.
    /// </summary>
    /// <param name="imports">What the module asks for; functions of the host, constants and tags. All instances have the same.</param>
    /// <param name="options">The settings; null for the default ones.</param>
    /// <exception cref="ArgumentException">The module imports state that would outlive an instance: a memory, a table, a variable or a function of another instance; or has a shared memory.</exception>
    /// <exception cref="UnlinkableException">Imports are missing or of another type; each one is named.</exception>
    /// <exception cref="TrapException">As <see cref="Instantiate"/>.</exception>
    /// <exception cref="WasmException">As <see cref="Instantiate"/>.</exception>
    /// <exception cref="ResourceException">As <see cref="Instantiate"/>.</exception>
    public InstancePool CreatePool(Imports? imports = null, InstancePoolOptions? options = null) =>
        new(this, Linking.Resolve(this, imports ?? []), options ?? InstancePoolOptions.Default);

    /// <summary>
    /// Tells whether every function can be compiled, by doing so but for the machine code, which is still made when a function is first called. On the caller's
    /// thread; see <see cref="PrepareAsync"/> for machine code and background threads.
    /// </summary>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="NotSupportedException">A function uses an instruction that the backend can't compile.</exception>
    public void CompileAll(CancellationToken cancellation = default) => Code.CompileAll(cancellation);

    /// <summary>
    /// Makes the machine code of all functions in the background, so that no first call has to. Needn't be awaited: the module can be used meanwhile,
    /// by any number of threads, and a function that is called before its turn is compiled at once. Costs time and memory for functions that are never called;
    /// without it, only those are compiled that are.
    /// </summary>
    /// <param name="maxDegreeOfParallelism">
    /// Largest number of threads, at least 1; never more than <see cref="EngineOptions.MaxCompilationThreads"/>. Null, the default: one less than there are
    /// processors, so that guests have one, but at least 1. The threads have low priority where the system knows that of threads.
    /// </param>
    /// <param name="cancellation">Ends the work between two functions. What is compiled by then stays.</param>
    /// <returns>
    /// Completes when all functions are compiled, or nobody can call them any more: the work doesn't keep the module alive. Canceled when
    /// <paramref name="cancellation"/> was. Fails with the <see cref="NotSupportedException"/> of the first function that can't be compiled, after all others are.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is less than 1.</exception>
    public Task PrepareAsync(int? maxDegreeOfParallelism = null, CancellationToken cancellation = default) =>
        Code.PrepareAsync(null, Threads(maxDegreeOfParallelism), cancellation);

    /// <summary>
    /// As <see cref="PrepareAsync"/>, for some functions: those that are exported under names, and all that they reach by direct calls. What they call through
    /// tables and references is compiled when it is called, unless it is reached otherwise.
    /// </summary>
    /// <param name="names">Names of exported functions. One that the module itself imports needs nothing.</param>
    /// <param name="maxDegreeOfParallelism">As for <see cref="PrepareAsync"/>.</param>
    /// <param name="cancellation">Ends the work between two functions. What is compiled by then stays.</param>
    /// <returns>As <see cref="PrepareAsync"/>, with what is wrong with the first of these functions.</returns>
    /// <exception cref="ArgumentException">The module exports no function under one of the names.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is less than 1.</exception>
    public Task PrepareExportsAsync(IEnumerable<string> names, int? maxDegreeOfParallelism = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        Dictionary<string, int> functions = Syntax.Exports.Where(export => export.Kind == ExternKind.Func).ToDictionary(export => export.Name, export => (int)export.Index - Syntax.ImportCounts.Functions);
        int[] roots = [.. names.Select(name => functions.TryGetValue(name, out int function) ? function : throw RuntimeErrors.ExportsNoFunction(name))];
        return Code.PrepareAsync(roots, Threads(maxDegreeOfParallelism), cancellation);
    }

    /// <summary>
    /// Compiles all functions into an image, a file from which <see cref="Engine.Load(string, LoadOptions?)"/> takes the code without compiling anything. It fits engines of the same
    /// settings, in processes of the same version on the same kind of processor. Takes seconds, and a process of its own where there will be machine code.
    /// </summary>
    /// <param name="path">Where to; what is there is replaced. The image appears at once and complete, or not at all.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Whether there is machine code in it.</returns>
    /// <exception cref="NotSupportedException">The module has something that can't be compiled, or not be kept in a file; or the backend can't do this.</exception>
    /// <exception cref="IOException">The image can't be written.</exception>
    /// <exception cref="InvalidOperationException">Machine code is required, and the tool that makes it wasn't found or failed.</exception>
    public Task<SavedImage> SaveAsync(string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Engine.Images.SaveAsync(this, path, options ?? SaveOptions.Default, cancellation);
    }

    internal bool TryFindExport(string name, out Export export) => (_exports ??= ExportsByName()).TryGetValue(name, out export!);

    private Dictionary<string, Export> ExportsByName()
    {
        var exports = new Dictionary<string, Export>(Syntax.Exports.Length);
        for (int i = 0; i < Syntax.Exports.Length; i++) exports.Add(Syntax.Exports[i].Name, Syntax.Exports[i]);
        return exports;
    }

    private ImportType[] ImportTypes() => [.. Syntax.Imports.Select(import => new ImportType(import.Module, import.Name, ExternType.At(Syntax, import.Kind, import.Index)))];

    private ExportType[] ExportTypes() => [.. Syntax.Exports.Select(export => new ExportType(export.Name, ExternType.At(Syntax, export.Kind, export.Index)))];

    private int Threads(int? maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism is { } asked) ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1, nameof(maxDegreeOfParallelism));
        return Math.Min(maxDegreeOfParallelism ?? Math.Max(1, Environment.ProcessorCount - 1), Engine.Options.MaxCompilationThreads);
    }
}
