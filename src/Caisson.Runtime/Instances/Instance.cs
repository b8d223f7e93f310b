using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A module with its own state. One thread at a time may be inside it and the instances that it is linked to, unless the module has
/// a shared memory: then several may. Collected when nothing refers to it, its exports, or an instance that imports them.
/// spec: syntax-moduleinst
/// </summary>
public sealed unsafe partial class Instance
{
    private readonly FunctionObjects _functions;
    private readonly Table[] _tables;
    private readonly Memory[] _memories;
    private readonly Global[] _globals;
    private readonly Tag[] _tags;
    private FrozenDictionary<string, Extern>? _exports;

    /// <summary>Allocates everything that the module defines and links what it imports; runs nothing yet. spec: alloc-module</summary>
    /// <param name="module">The module.</param>
    /// <param name="imports">What it imports, in order.</param>
    /// <param name="memories">What its own memories begin with, in order; null for zeros.</param>
    internal Instance(Module module, Extern[] imports, MemoryImage?[]? memories = null)
    {
        Module = module;
        ModuleSyntax syntax = module.Syntax;
        EngineOptions options = module.Engine.Options;
        ContextLayout layout = module.Layout;

        _region = layout.OwnsMemory0
            ? Runtime.Memory.CreateRegion(syntax.Memories[0], (ulong)options.MaxMemoryBytes, int.Max(layout.Size, layout.PollPage), layout.FirstMemoryLimit)
            : new MemoryRegion(layout.Size, 0);
        Region.SetOwner(this);
        InterruptionCells.SetPollPage(Context, layout);
        SetTypes(layout);

        _functions = new FunctionObjects(syntax.CountOfFunctions);
        _tables = new Table[syntax.Tables.Length];
        _memories = new Memory[syntax.Memories.Length];
        _globals = new Global[syntax.Globals.Length];
        _tags = new Tag[syntax.Tags.Length];
        if (!layout.IsThreaded) Group = GroupOf(imports);
        Region.JoinGroup(Group);
        FuelCell = options.Fuel ?? 0;
        *(long*)(Context - ContextLayout.BulkAtOnce) = BulkCopy.AtOnce(options);
        Link(imports);

        for (int i = syntax.ImportCounts.Tables; i < _tables.Length; i++)
            _tables[i] = new Table(module, syntax.Tables[i], null, options.MaxTableElements, Context - layout.Table(i), Region) { Group = Group };
        foreach (Table table in layout.IsThreaded ? _tables : []) table.Share();
        for (int i = syntax.ImportCounts.Memories; i < _memories.Length; i++)
            DefineMemory(i, syntax.Memories[i], (ulong)options.MaxMemoryBytes, memories?[i - syntax.ImportCounts.Memories]);
        for (int i = syntax.ImportCounts.Globals; i < _globals.Length; i++)
            DefineGlobal(i, syntax.Globals[i]);
        for (int i = syntax.ImportCounts.Tags; i < _tags.Length; i++)
            _tags[i] = new Tag(module, i);

        Elems = new object?[]?[syntax.Elems.Length];
        DataDropped = new bool[syntax.CountOfDatas];
    }

    /// <summary>The module.</summary>
    public Module Module { get; }

    /// <summary>Everything that the instance exports, by name.</summary>
    public FrozenDictionary<string, Extern> Exports => LazyInitializer.EnsureInitialized(
        ref _exports, () => Module.Syntax.Exports.ToFrozenDictionary(e => e.Name, e => At(e.Kind, (int)e.Index), StringComparer.Ordinal));

    internal MemoryRegion Region => _region ?? throw RuntimeErrors.Disposed();

    /// <summary>What belongs to one thread at a time together with this instance; null when several threads may be inside.</summary>
    internal InstanceGroup? Group { get; }

    internal nint Context => Region.Base;

    /// <summary>Values of the element segments; null once dropped.</summary>
    internal object?[]?[] Elems { get; }

    internal bool[] DataDropped { get; }

    /// <summary>An exported function.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Function GetFunction(string name) => Get<Function>(name, ExternKind.Func);

    /// <summary>An exported function as a typed delegate.</summary>
    /// <typeparam name="TDelegate">See <see cref="Function.As{TDelegate}"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none, or the signature doesn't fit its type.</exception>
    public TDelegate GetFunction<TDelegate>(string name) where TDelegate : Delegate => GetFunction(name).As<TDelegate>();

    /// <summary>An exported memory.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Memory GetMemory(string name = "memory") => Get<Memory>(name, ExternKind.Mem);

    /// <summary>An exported table.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Table GetTable(string name) => Get<Table>(name, ExternKind.Table);

    /// <summary>An exported global.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Global GetGlobal(string name) => Get<Global>(name, ExternKind.Global);

    /// <summary>An exported tag.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Tag GetTag(string name) => Get<Tag>(name, ExternKind.Tag);

    /// <summary>The instance whose context this is. For operations that emitted code calls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Instance At(nint context) =>
        Unsafe.As<Instance>(GCHandle.FromIntPtr(*(nint*)(context - ContextLayout.Owner)).Target!);

    /// <summary>The one object for a function, whichever thread asks first.</summary>
    internal Function FunctionAt(int index) =>
        _functions.At(index) ?? _functions.Add(index, new Function(Module.Engine, Module.Syntax.TypeOf(new FuncIdx((uint)index)), TypeIdOf(index), this, index));

    internal Table TableAt(int index) => _tables[index];

    internal Memory MemoryAt(int index) => _memories[index];

    internal Global GlobalAt(int index) => _globals[index];

    internal Tag TagAt(int index) => _tags[index];

    /// <summary>The entry point of one of the module's own functions; remembered where emitted code looks for it.</summary>
    /// <param name="index">Of the function.</param>
    /// <param name="forCall">Whether it is called, so that an interruption ends the compilation, too.</param>
    internal nint EntryPoint(int index, bool forCall)
    {
        int defined = index - Module.Syntax.ImportCounts.Functions;
        ref nint slot = ref *(nint*)(Context - Module.Layout.DefinedFunction(defined));
        if (slot == 0) Volatile.Write(ref slot, Module.Code.GetEntryPoint(defined, forCall ? Checkpoint : null));
        return slot;
    }

    private Extern At(ExternKind kind, int index) => kind switch
    {
        ExternKind.Func => FunctionAt(index),
        ExternKind.Table => _tables[index],
        ExternKind.Mem => _memories[index],
        ExternKind.Global => _globals[index],
        _ => _tags[index],
    };

    private T Get<T>(string name, ExternKind kind) where T : Extern =>
        _region is null ? throw RuntimeErrors.Disposed()
        : Module.TryFindExport(name, out Export export) && export.Kind == kind ? (T)At(kind, (int)export.Index)
        : throw RuntimeErrors.NotDefined(name, kind);

    /// <summary>That of what it imports, made one.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside one of them.</exception>
    private static InstanceGroup GroupOf(Extern[] imports)
    {
        InstanceGroup? group = null;
        foreach (Extern import in imports)
            if (GroupOf(import) is { } other) group = group is null ? other : group.With(other);
        return group ?? new InstanceGroup();
    }

    private static InstanceGroup? GroupOf(Extern import) => import switch
    {
        Function function => function.Instance?.Group,
        Table table => table.Group,
        _ => null,
    };

    private long TypeIdOf(int function) => Module.TypeIds.Of(Module.Syntax.TypeIndexOf(function));
}
