using System.Collections.Concurrent;
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
/// The code of a module: one collectible assembly, in which units of neighbouring functions become types when one of them is
/// first called. Each unit is lowered by one thread, while others lower theirs; emission is serialised by a lock; the JIT compiles each method
/// when it is first needed.
/// </summary>
internal sealed class CompiledModule : CompiledCode
{
    /// <summary>A frame that may be larger than this is checked before it exists; up to here it may dip into the host's reserve.</summary>
    private const int LargeFrame = 64 * 1024;

    /// <summary>
    /// Beyond some size the JIT gives up optimising, and every intermediate value gets a place in the frame: measured, up to 5 bytes
    /// for each byte of wasm.
    /// </summary>
    private const int FrameBytesPerBodyByte = 6;

    private readonly Lock _lock = new();
    private readonly ModuleBuilder _builder;
    private readonly CodeUnits _units;
    private readonly MethodInfo?[] _methods;
    private int _attempts;
    private readonly ConcurrentDictionary<FuncType, Type[]> _parameterTypes = new();
    private readonly ConcurrentDictionary<FuncType, Type> _returnTypes = new();

    public CompiledModule(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options, JitLimits limits)
    {
        (Module, Types, Layout, Options, Limits) = (module, types, layout, options, limits);
        _builder = EmittedAssembly.Define("Module");
        _methods = new MethodInfo?[module.Code.Length];
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
    public override nint GetEntryPoint(int definedIndex)
    {
        Emit(_units.Of(definedIndex));
        MethodInfo method = _methods[definedIndex]!;
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.MethodHandle.GetFunctionPointer();
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
    public override Task PrepareAsync(int maxDegreeOfParallelism, CancellationToken cancellation) =>
        Preparation.Start(this, _units.All.Count, maxDegreeOfParallelism, cancellation);

    /// <summary>Has the JIT compile every method of a unit.</summary>
    /// <param name="unit">Number of the unit.</param>
    /// <param name="cancellation">Stops between two methods.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Prepare(int unit, CancellationToken cancellation)
    {
        foreach (MethodInfo method in Emit(_units.All[unit]).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            cancellation.ThrowIfCancellationRequested();
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }

    /// <summary>A function that can be called by a direct call: it belongs to the unit being emitted, or to an earlier one.</summary>
    public MethodInfo? EmittedMethod(int definedIndex) => _methods[definedIndex];

    public Type ReturnTypeOf(FuncType type) => _returnTypes.GetOrAdd(type, HostTypes.ReturnOf);

    /// <summary>The CLR parameters of a function: the context, then those of wasm.</summary>
    public Type[] ParameterTypesOf(FuncType type) =>
        _parameterTypes.GetOrAdd(type, static type => [typeof(nint), .. type.Parameters.Select(HostTypes.Of)]);

    /// <summary>Makes the type of a unit, unless there is one.</summary>
    private Type Emit(CodeUnit unit)
    {
        if (unit.Type is { } emitted) return emitted;

        // Lowering takes longer than emission and needs nothing but the module: only the same unit waits for it.
        lock (unit.Gate)
        {
            if (unit.Type is { } meanwhile) return meanwhile;
            FunctionIr[] bodies = [.. Enumerable.Range(unit.Start, unit.Count).Select(i => Pipeline.Run(this, i))];
            lock (_lock) return unit.Type = Emit(unit, bodies);
        }
    }

    private Type Emit(CodeUnit unit, FunctionIr[] bodies)
    {
        // The number makes a second attempt possible where the first one failed.
        TypeBuilder type = _builder.DefineType($"Unit{unit.Start}_{_attempts++}", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var builders = new MethodBuilder[unit.Count];
        for (int i = 0; i < unit.Count; i++) _methods[unit.Start + i] = builders[i] = Define(type, bodies[i], suffix: "");
        try
        {
            for (int i = 0; i < unit.Count; i++) EmitBody(type, builders[i], bodies[i]);
            Type baked = type.CreateType();
            for (int i = 0; i < unit.Count; i++) _methods[unit.Start + i] = baked.GetMethod(builders[i].Name);
            EmittedAssembly.Remember(baked, Module);
            return baked;
        }
        catch
        {
            Array.Clear(_methods, unit.Start, unit.Count);
            throw;
        }
    }

    private void EmitBody(TypeBuilder type, MethodBuilder method, FunctionIr body)
    {
        FunctionSplitter.Apply(this, body, BodyBytes(body));
        MethodBuilder[] parts = PartMethods.Define(_builder, type, body);
        if (parts.Length > 0) method.SetImplementationFlags(MethodImplAttributes.NoInlining);
        long frame = LargestFrame(body);
        if (frame > LargeFrame)
        {
            // The JIT touches every page of a large frame before the first instruction: check in a small frame before it.
            MethodBuilder inner = Define(type, body, suffix: ".body");
            inner.SetImplementationFlags(MethodImplAttributes.NoInlining);
            EmitForward(method.GetILGenerator(), Layout, inner, body, frame - LargeFrame);
            method = inner;
        }
        FunctionEmitter.Emit(this, body, method);
        foreach ((FunctionIr part, MethodBuilder its) in body.Parts.Zip(parts)) FunctionEmitter.Emit(this, part, its);
    }

    private int BodyBytes(FunctionIr body) => Module.Code[body.Index - Module.ImportCounts.Functions].Instructions.Length + body.InlinedBytes;

    /// <summary>
    /// An upper bound in bytes. Of a split function, with the frame of a part, which doesn't check the stack: locals may be in both, and in
    /// what they share; the rest is in one of them.
    /// </summary>
    private long LargestFrame(FunctionIr body)
    {
        long locals = 16L * (body.Locals.Count + body.Type.Results.Length);
        return (body.Frame is null ? 1 : 3) * locals + FrameBytesPerBodyByte * (long)BodyBytes(body);
    }

    /// <summary>A tail call: loops made of tail calls must not leave the small frame behind.</summary>
    private static void EmitForward(ILGenerator il, ContextLayout layout, MethodBuilder inner, FunctionIr body, long margin)
    {
        StackCheck.Emit(il, layout, (int)Math.Min(margin, int.MaxValue));
        for (int i = 0; i <= body.Type.Parameters.Length; i++) il.EmitLoadArgument(i);
        il.Emit(OpCodes.Tailcall);
        il.Emit(OpCodes.Call, inner);
        il.Emit(OpCodes.Ret);
    }

    private MethodBuilder Define(TypeBuilder type, FunctionIr body, string suffix) =>
        type.DefineMethod(
            EmittedAssembly.NameOf(body.Index) + suffix,
            MethodAttributes.Public | MethodAttributes.Static,
            ReturnTypeOf(body.Type),
            ParameterTypesOf(body.Type));
}
