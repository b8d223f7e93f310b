using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Fused;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Tests.CanonicalAbi.Fused;

/// <summary>A call: what is passed and returned, and how the two sides have it.</summary>
internal sealed record AdapterCase(
    (ComponentValType Type, ComponentValue Value)[] Parameters,
    (ComponentValType Type, ComponentValue Value)[] Result,
    StringEncoding From,
    StringEncoding To,
    bool FromIs64,
    bool ToIs64,
    bool AreAllocatorsExported)
{
    public ComponentFuncType Type => T.Func([.. Parameters.Select(p => p.Type)], Result is [var (type, _)] ? type : null);
}

/// <summary>What can be observed of a call.</summary>
internal sealed class AdapterOutcome
{
    public string? Trap { get; set; }

    public Value[] Arguments { get; set; } = [];

    /// <summary>What the callee makes of the arguments.</summary>
    public ComponentValue[] Lifted { get; set; } = [];

    public Value[] Results { get; set; } = [];

    public object CallerAllocations { get; set; } = "";

    public object CalleeAllocations { get; set; } = "";

    public byte[] CallerBytes { get; set; } = [];

    public byte[] CalleeBytes { get; set; } = [];
}

/// <summary>Makes the same call between two fresh sides, one way or the other.</summary>
internal sealed class AdapterRun
{
    private static readonly Engine Engine = new();

    private readonly ToyGuest _caller, _callee;
    private readonly LiftLowerContext _from, _to;
    private readonly FunctionLayout _callerLayout, _calleeLayout;
    private readonly AdapterCase _case;
    private readonly AdapterOutcome _outcome = new();
    private readonly ulong? _seed;

    private AdapterRun(AdapterCase c, ulong? seed)
    {
        (_case, _seed) = (c, seed);
        (_caller, _callee) = (new ToyGuest(c.From, c.FromIs64), new ToyGuest(c.To, c.ToIs64));
        if (c.AreAllocatorsExported)
        {
            _caller.ExportAllocator(Engine);
            _callee.ExportAllocator(Engine);
        }
        (_from, _to) = (_caller.Context(), _callee.Context());
        (_callerLayout, _calleeLayout) = (FunctionLayout.Of(c.Type, c.FromIs64), FunctionLayout.Of(c.Type, c.ToIs64));
    }

    public static AdapterOutcome Interpret(AdapterCase c, ulong? seed)
    {
        var run = new AdapterRun(c, seed);
        return run.Observe(run.Interpreted);
    }

    public static AdapterOutcome Fuse(AdapterCase c, ulong? seed)
    {
        var run = new AdapterRun(c, seed);
        return run.Observe(run.Fused);
    }

    private AdapterOutcome Observe(Func<Value[], Value[]> call)
    {
        Value[] arguments = CallerArguments();
        try
        {
            _outcome.Results = call(arguments);
        }
        catch (TrapException trap)
        {
            _outcome.Trap = trap.Message;
        }
        _outcome.CallerAllocations = _caller.Calls.ToArray();
        _outcome.CalleeAllocations = _callee.Calls.ToArray();
        _outcome.CallerBytes = _caller.Bytes(0, (int)_caller.Memory.ByteLength);
        _outcome.CalleeBytes = _callee.Bytes(0, (int)_callee.Memory.ByteLength);
        return _outcome;
    }

    private Value[] Interpreted(Value[] arguments)
    {
        var reader = new CoreValueReader(arguments);
        ComponentValue[] lifted = Abi.LiftFlatValues(_from, AbiLimits.MaxFlatParams, ref reader, _callerLayout.Parameters);
        Value[] results = Core(Lower(_to, AbiLimits.MaxFlatParams, lifted, _calleeLayout.Parameters));
        var returned = new CoreValueReader(results);
        ComponentValue[] result = Abi.LiftFlatValues(_to, AbiLimits.MaxFlatResults, ref returned, _calleeLayout.Results);
        bool isStored = _callerLayout.Results.FlatCount > AbiLimits.MaxFlatResults;
        var flat = new Value[isStored ? 0 : result.Length];
        var writer = new CoreValueWriter(flat);
        ulong? pointer = isStored ? (ulong)(_case.FromIs64 ? arguments[^1].AsInt64() : (uint)arguments[^1].AsInt32()) : null;
        Abi.LowerFlatValues(_from, AbiLimits.MaxFlatResults, result, _callerLayout.Results, ref writer, pointer);
        return flat;
    }

    private Value[] Fused(Value[] arguments)
    {
        AdapterModule adapter = AdapterWriter.Write(new AdapterShape(ShapeOf(_caller), ShapeOf(_callee), HasPostReturn: false, EnteringCount: 2));
        var call = new ToyCall(_from, _to);
        call.Define(adapter.Handles);
        var flags = new AdapterFlags(_caller.MayLeaveFlag, _callee.MayLeaveFlag, Flag(0), Flag(77), Flag(5), Flag(0), [Flag(1), Flag(1)]);
        Function core = Function.FromHost(Engine, _calleeLayout.FlattenForLift(false, false), (_, values, results) => Core(values.ToArray()).CopyTo(results));
        Function function = AdapterLinking.Link(
            AdapterLinking.Compile(Engine, adapter.Bytes), call, flags, core, null, _ => { });
        Value[] results = function.Invoke(arguments);
        Assert.Equal([1, 1, 0, 77, 5, 77, 1, 1], flags.All.Select(flag => flag.Value.AsInt32()));
        return results;
    }

    private AdapterSideShape ShapeOf(ToyGuest guest) =>
        new(_case.Type, guest.Memory.Type, guest.Options.StringEncoding, guest.Options.ReallocFunction is not null);

    /// <summary>The callee's core function.</summary>
    private Value[] Core(Value[] arguments)
    {
        _outcome.Arguments = arguments;
        var reader = new CoreValueReader(arguments);
        _outcome.Lifted = Abi.LiftFlatValues(_callee.Context(), AbiLimits.MaxFlatParams, ref reader, _calleeLayout.Parameters);
        Value[] results = Lower(_to, AbiLimits.MaxFlatResults, [.. _case.Result.Select(r => r.Value)], _calleeLayout.Results);
        if (_seed % 2 == 1) Damage(_callee, results);
        return results;
    }

    private Value[] CallerArguments()
    {
        Value[] arguments = Lower(_from, AbiLimits.MaxFlatParams, [.. _case.Parameters.Select(p => p.Value)], _callerLayout.Parameters);
        if (_callerLayout.Results.FlatCount > AbiLimits.MaxFlatResults)
        {
            ulong pointer = _from.Allocate(_callerLayout.Results.Alignment, _callerLayout.Results.ElemSize);
            arguments = [.. arguments, _case.FromIs64 ? new Value((long)pointer) : new Value((int)pointer)];
        }
        if (_seed % 2 == 0) Damage(_caller, arguments);
        return arguments;
    }

    /// <summary>Changes a core value, or some bytes in memory. On one side only: of two mistakes the adapter may meet the other one first.</summary>
    private void Damage(ToyGuest guest, Value[] values)
    {
        var damage = new Random((int)_seed!.Value);
        int i = damage.Next(0, Math.Max(1, values.Length));
        int change = damage.Next(0, 4) switch { 0 => 1, 1 => 1 << damage.Next(0, 31), 2 => damage.Next(), _ => 0 };
        if (change != 0 && i < values.Length && values[i].Kind is ValKind.I32) values[i] = new Value(values[i].AsInt32() ^ change);
        if (change != 0 && i < values.Length && values[i].Kind is ValKind.I64) values[i] = new Value(values[i].AsInt64() ^ change);
        for (int n = damage.Next(0, 4); n > 0; n--) guest.Memory.Write(64 + damage.Next(0, 200), (byte)damage.Next(0, 256));
    }

    private static Value[] Lower(LiftLowerContext cx, int maxFlat, ComponentValue[] values, Layout layout)
    {
        var flat = new Value[layout.FlatCount <= (uint)maxFlat ? layout.FlatCount : 1];
        var writer = new CoreValueWriter(flat);
        Abi.LowerFlatValues(cx, maxFlat, values, layout, ref writer);
        return flat;
    }

    private static Global Flag(int value) => new(new GlobalType(ValType.I32, Mutable: true), value);

    /// <summary>Lends nothing, and is nobody's thread.</summary>
    private sealed class ToyCall(LiftLowerContext caller, LiftLowerContext callee) : AdapterCall(caller, callee)
    {
        public override void Returned() => throw new InvalidOperationException();

        public override void ExitRegistered() => throw new InvalidOperationException();

        public override void EndLoan() => throw new InvalidOperationException();
    }
}
