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
/// first called. Emission is serialised by a lock; the JIT compiles each method when it is first needed.
/// </summary>
internal sealed class CompiledModule : CompiledCode
{
    /// <summary>A unit ends after this many bytes of wasm: the time to emit it is the latency of a first call.</summary>
    private const int UnitBytes = 16 * 1024;

    /// <summary>Larger types load slowly.</summary>
    private const int UnitFunctions = 64;

    /// <summary>A frame that may be larger than this is checked before it exists; up to here it may dip into the host's reserve.</summary>
    private const int LargeFrame = 64 * 1024;

    /// <summary>
    /// Beyond some size the JIT gives up optimising, and every intermediate value gets a place in the frame: measured, up to 5 bytes
    /// for each byte of wasm.
    /// </summary>
    private const int FrameBytesPerBodyByte = 6;

    private readonly Lock _lock = new();
    private readonly ModuleBuilder _builder;
    private readonly int[] _unitOf;
    private readonly List<Range> _units = [];
    private readonly MethodInfo?[] _methods;
    private readonly bool[] _baked;
    private int _attempts;
    private readonly ConcurrentDictionary<FuncType, Type[]> _parameterTypes = new();
    private readonly ConcurrentDictionary<FuncType, Type> _returnTypes = new();

    public CompiledModule(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options, JitLimits limits)
    {
        (Module, Types, Layout, Options, Limits) = (module, types, layout, options, limits);
        _builder = EmittedAssembly.Define("Module");
        _methods = new MethodInfo?[module.Code.Length];
        _unitOf = new int[module.Code.Length];
        PartitionIntoUnits();
        _baked = new bool[_units.Count];
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
        MethodInfo method;
        lock (_lock)
        {
            EmitUnit(_unitOf[definedIndex]);
            method = _methods[definedIndex]!;
        }
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.MethodHandle.GetFunctionPointer();
    }

    /// <inheritdoc/>
    public override void CompileAll(CancellationToken cancellation)
    {
        for (int unit = 0; unit < _units.Count; unit++)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_lock) EmitUnit(unit);
        }
    }

    /// <summary>A function that can be called by a direct call: it belongs to the unit being emitted, or to an earlier one.</summary>
    public MethodInfo? EmittedMethod(int definedIndex) => _methods[definedIndex];

    public Type ReturnTypeOf(FuncType type) => _returnTypes.GetOrAdd(type, HostTypes.ReturnOf);

    /// <summary>The CLR parameters of a function: the context, then those of wasm.</summary>
    public Type[] ParameterTypesOf(FuncType type) =>
        _parameterTypes.GetOrAdd(type, static type => [typeof(nint), .. type.Parameters.Select(HostTypes.Of)]);

    private void PartitionIntoUnits()
    {
        int start = 0, bytes = 0;
        for (int i = 0; i < Module.Code.Length; i++)
        {
            int length = Module.Code[i].Instructions.Length;
            if (i > start && (bytes + length > UnitBytes || i - start == UnitFunctions))
            {
                _units.Add(start..i);
                (start, bytes) = (i, 0);
            }
            _unitOf[i] = _units.Count;
            bytes += length;
        }
        if (Module.Code.Length > start) _units.Add(start..Module.Code.Length);
    }

    private void EmitUnit(int unit)
    {
        if (_baked[unit]) return;
        (int start, int count) = _units[unit].GetOffsetAndLength(_methods.Length);
        FunctionIr[] bodies = [.. Enumerable.Range(start, count).Select(i => Pipeline.Run(this, i))];

        // The number makes a second attempt possible where the first one failed.
        TypeBuilder type = _builder.DefineType($"Unit{unit}_{_attempts++}", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var builders = new MethodBuilder[count];
        for (int i = 0; i < count; i++) _methods[start + i] = builders[i] = Define(type, bodies[i], suffix: "");
        try
        {
            for (int i = 0; i < count; i++) EmitBody(type, builders[i], bodies[i]);
            Type baked = type.CreateType();
            for (int i = 0; i < count; i++) _methods[start + i] = baked.GetMethod(builders[i].Name);
            EmittedAssembly.Remember(baked, Module);
            _baked[unit] = true;
        }
        finally
        {
            if (!_baked[unit]) Array.Clear(_methods, start, count);
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
