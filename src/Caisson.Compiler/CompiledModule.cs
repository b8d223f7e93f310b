using System.Collections;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>
/// The code of a module: collectible assemblies, in which units of neighbouring functions become types when one of them is
/// first called. Each unit is lowered by one thread, while others lower theirs; emission is serialised by a lock; the JIT compiles each method
/// when it is first needed.
/// </summary>
internal sealed class CompiledModule : CompiledCode, IModuleCode
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMilliseconds(2);

    private readonly Lock _lock = new();
    private readonly AssemblySequence _assemblies = new();
    private readonly CodeUnits _units;

    /// <summary>Zero where there is none. A method's object would keep those of its whole unit; the types of the units keep the code.</summary>
    private readonly nint[] _handles;

    /// <summary>The methods of the unit that is being emitted.</summary>
    private (int Start, MethodBuilder[] Methods) _emitting = (0, []);

    private int _attempts;
    private readonly Signatures _signatures = new();

    public CompiledModule(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options, JitLimits limits)
    {
        (Module, Types, Layout, Options, Limits) = (module, types, layout, options, limits);
        _handles = new nint[module.Code.Length];
        _units = new CodeUnits(module);
    }

    public ModuleSyntax Module { get; }

    public TypeIds Types { get; }

    public ContextLayout Layout { get; }

    public EngineOptions Options { get; }

    /// <summary>How large functions may become.</summary>
    public JitLimits Limits { get; }

    /// <summary>A pass of the pipeline to leave out, to see what it does.</summary>
    public string? WithoutPass { get; init; }

    /// <inheritdoc/>
    public override nint GetEntryPoint(int definedIndex, Action? checkpoint)
    {
        Emit(_units.Of(definedIndex), checkpoint);

        // The JIT can't be interrupted, but needn't begin.
        checkpoint?.Invoke();
        RuntimeMethodHandle method = RuntimeMethodHandle.FromIntPtr(_handles[definedIndex]);
        RuntimeHelpers.PrepareMethod(method);
        return method.GetFunctionPointer();
    }

    /// <inheritdoc/>
    public override void CompileAll(CancellationToken cancellation)
    {
        foreach (CodeUnit unit in _units.All)
        {
            cancellation.ThrowIfCancellationRequested();
            Emit(unit);
        }
    }

    /// <inheritdoc/>
    public override Task PrepareAsync(IReadOnlyList<int>? roots, int maxDegreeOfParallelism, CancellationToken cancellation) =>
        Preparation.Start(this, roots, _units.All.Count, maxDegreeOfParallelism, cancellation);

    /// <summary>Has the JIT compile the methods of a unit.</summary>
    /// <param name="unit">Number of the unit.</param>
    /// <param name="chosen">A bit for each function that is not imported; null for all.</param>
    /// <param name="cancellation">Stops between two methods.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Prepare(int unit, BitArray? chosen, CancellationToken cancellation)
    {
        CodeUnit its = _units.All[unit];
        if (chosen is not null && !Enumerable.Range(its.Start, its.Count).Any(function => chosen[function])) return;
        foreach (MethodInfo method in Emit(its).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            cancellation.ThrowIfCancellationRequested();
            if (chosen is null || chosen[EmittedAssembly.FunctionOf(method) - Module.ImportCounts.Functions]) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }

    public bool IsSaved => false;

    /// <summary>A function that can be called by a direct call: it belongs to the unit being emitted, or to an earlier one.</summary>
    public MethodInfo? EmittedMethod(int definedIndex)
    {
        int inUnit = definedIndex - _emitting.Start;
        if ((uint)inUnit < (uint)_emitting.Methods.Length) return _emitting.Methods[inUnit];
        return _handles[definedIndex] == 0 ? null : (MethodInfo)MethodBase.GetMethodFromHandle(RuntimeMethodHandle.FromIntPtr(_handles[definedIndex]))!;
    }

    public MethodInfo OperationFor(MethodInfo operation) => operation;

    public StructLayout LayoutOf(TypeIdx type) => Types.ObjectTypeOf(type).Layout!;

    public void Write(MethodBuilder method, Action<ILGenerator> emit)
    {
        ILGenerator il = method.GetILGenerator();
        emit(il);
        _assemblies.Count(il);
    }

    public Type ReturnTypeOf(FuncType type) => _signatures.ReturnTypeOf(type);

    public Type[] ParameterTypesOf(FuncType type) => _signatures.ParameterTypesOf(type);

    /// <summary>Makes the type of a unit, unless there is one.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="checkpoint">Called now and then; when it throws, there is none.</param>
    private Type Emit(CodeUnit unit, Action? checkpoint = null)
    {
        if (unit.Type is { } emitted) return emitted;

        // Lowering takes longer than emission and needs nothing but the module: only the same unit waits for it.
        using (Enter(unit.Gate, checkpoint))
        {
            if (unit.Type is { } meanwhile) return meanwhile;
            FunctionIr[] bodies = [.. Enumerable.Range(unit.Start, unit.Count).Select(i => Pipeline.Run(this, i, checkpoint))];
            using (Enter(_lock, checkpoint)) return unit.Type = Emit(unit, bodies, checkpoint);
        }
    }

    /// <summary>Waits for a lock that others may hold for as long as they compile.</summary>
    private static Lock.Scope Enter(Lock gate, Action? checkpoint)
    {
        if (checkpoint is null) return gate.EnterScope();
        while (!gate.TryEnter(BetweenCheckpoints)) checkpoint();
        try
        {
            return gate.EnterScope();
        }
        finally
        {
            gate.Exit();
        }
    }

    private Type Emit(CodeUnit unit, FunctionIr[] bodies, Action? checkpoint)
    {
        // The number makes a second attempt possible where the first one failed.
        ModuleBuilder module = _assemblies.Next();
        TypeBuilder type = module.DefineType($"Unit{unit.Start}_{_attempts++}", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder[] builders = [.. bodies.Select(body => FunctionMethods.Define(this, type, body.Index))];
        _emitting = (unit.Start, builders);
        try
        {
            for (int i = 0; i < unit.Count; i++) FunctionMethods.Emit(this, builders[i], bodies[i], checkpoint);
            Type baked = type.CreateType();
            for (int i = 0; i < unit.Count; i++) _handles[unit.Start + i] = baked.GetMethod(builders[i].Name)!.MethodHandle.Value;
            EmittedAssembly.Remember(baked.Assembly, Module);
            return baked;
        }
        finally
        {
            _emitting = (0, []);
        }
    }
}
