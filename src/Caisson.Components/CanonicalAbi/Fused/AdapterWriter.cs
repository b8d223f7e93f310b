using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>
/// Writes the core module that is one function of a component seen from another: it lifts from one memory and lowers into the other, value by value, without anything in
/// between. What is more than moving numbers it calls: allocators, strings, handles, and what entering and leaving an instance means. It does what
/// <see cref="Abi"/> does, in the same order but for one thing: a value is lowered before the next one is lifted. abi: canon_lift, canon_lower
/// </summary>
internal sealed partial class AdapterWriter
{
    private readonly AdapterShape _shape;
    private readonly AdapterImports _imports;
    private readonly Direction _parameters, _results;
    private readonly List<CodeWriter?> _bodies = [null];
    private readonly List<FuncType> _bodyTypes = [];
    private readonly Dictionary<(Layout From, Layout To, bool IsResult), int> _helpers = [];
    private readonly Queue<(Layout From, Layout To, Direction Direction, int Body)> _pending = new();

    // Of the function that is being written.
    private CodeWriter _code = new();
    private Direction _direction;
    private int _written;
    private bool _isCall;

    private AdapterWriter(AdapterShape shape)
    {
        _shape = shape;
        _imports = new AdapterImports(shape);
        _parameters = new Direction(_imports.Caller, _imports.Callee, IsResult: false);
        _results = new Direction(_imports.Callee, _imports.Caller, IsResult: true);
        _direction = _parameters;
        _bodyTypes.Add(shape.CallerLayout.FlattenForLower(isAsync: false));
    }

    /// <summary>Writes an adapter.</summary>
    /// <param name="shape">Neither side is asynchronous, and no memory is shared.</param>
    /// <exception cref="NotSupportedException">The code would be too large, or types differ that validation takes for the same.</exception>
    public static AdapterModule Write(AdapterShape shape)
    {
        var writer = new AdapterWriter(shape);
        writer.WriteAllocators();
        writer.WriteCall();
        while (writer._pending.TryDequeue(out var helper)) writer.WriteHelper(helper.From, helper.To, helper.Direction, helper.Body);
        return new AdapterModule(writer._imports.ToModule(writer._bodyTypes, writer._bodies!), writer._imports.Handles);
    }

    private void WriteCall()
    {
        FuncType type = _bodyTypes[0];
        FuncType callee = _shape.CalleeLayout.FlattenForLift(isAsync: false, hasCallback: false);
        _code = new CodeWriter(type.Parameters.AsSpan());
        _isCall = true;
        WriteEnter();
        int[] arguments = [.. callee.Parameters.Select(_code.NewLocal)];
        int[] returned = [.. callee.Results.Select(_code.NewLocal)];
        WriteParameters(arguments);
        WriteGuarded(AdapterImports.Core, arguments, returned);
        int[] results = [.. type.Results.Select(_code.NewLocal)];
        WriteResults(returned, type.Parameters.Length - 1, results);
        if (_shape.HasPostReturn)
        {
            SetFlag(_imports.Callee.MayLeave, 0);
            WriteGuarded(_imports.PostReturn, returned, []);
            SetFlag(_imports.Callee.MayLeave, 1);
        }
        WriteExit();
        foreach (int result in results) _code.Get(result);
        _bodies[0] = _code;
        _isCall = false;
    }

    /// <summary>abi: lift_flat_values, lower_flat_values</summary>
    private void WriteParameters(int[] arguments)
    {
        (Layout from, Layout to) = (_shape.CallerLayout.Parameters, _shape.CalleeLayout.Parameters);
        _direction = _parameters;
        if (from.FlatCount <= AbiLimits.MaxFlatParams)
        {
            var source = new Slots([.. Enumerable.Range(0, (int)from.FlatCount)]);
            var destination = new Slots(arguments);
            WriteFlatFields(from, to, ref source, ref destination);
            return;
        }
        CheckTuple(0, from, _direction.From);
        Allocate(to.Alignment, () => _code.I64(to.ElemSize));
        _code.Set(arguments[0]);
        WriteFields(from, to, new Address(0, 0), new Address(arguments[0], 0));
    }

    /// <summary>abi: lift_flat_values, lower_flat_values</summary>
    private void WriteResults(int[] returned, int resultPointer, int[] results)
    {
        (Layout from, Layout to) = (_shape.CalleeLayout.Results, _shape.CallerLayout.Results);
        _direction = _results;
        if (from.FlatCount <= AbiLimits.MaxFlatResults)
        {
            Returned();
            var source = new Slots(returned);
            var destination = new Slots(results);
            WriteFlatFields(from, to, ref source, ref destination);
            return;
        }
        CheckTuple(returned[0], from, _direction.From);
        Returned();
        CheckTuple(resultPointer, to, _direction.To);
        WriteFields(from, to, new Address(returned[0], 0), new Address(resultPointer, 0));
    }

    /// <summary>Where something is lent, what is lent has to be given back by now. abi: Task.return_</summary>
    private void Returned()
    {
        if (Lends) _code.Call(AdapterImports.Returned);
    }

    /// <summary>Calls code out of which no exception may come. abi: call_and_trap_on_throw</summary>
    private void WriteGuarded(int function, int[] arguments, int[] results)
    {
        _code.Begin(Op.Block);
        _code.Begin(Op.Block);
        _code.BeginTryTable();
        foreach (int argument in arguments) _code.Get(argument);
        _code.Call(function);
        foreach (int result in results.Reverse()) _code.Set(result);
        _code.End();
        _code.Br(1);
        _code.End();
        Trap(AdapterTrap.UncaughtException);
        _code.End();
    }

    private void WriteHelper(Layout from, Layout to, Direction direction, int body)
    {
        _direction = direction;
        _code = new CodeWriter(_bodyTypes[body].Parameters.AsSpan());
        WriteInline(from, to, new Address(0, 0), new Address(1, 0));
        _bodies[body] = _code;
        _written += _code.Length;
        if (_written > MaxCodeBytes) throw TooLarge();
    }

    /// <summary>The function for two places in memory; made when it is asked for first.</summary>
    private int HelperFor(Layout from, Layout to)
    {
        if (_helpers.TryGetValue((from, to, _direction.IsResult), out int known)) return known;
        int body = _bodies.Count;
        _helpers.Add((from, to, _direction.IsResult), body);
        _bodies.Add(null);
        _bodyTypes.Add(new FuncType([_direction.From.AddressType, _direction.To.AddressType], []));
        _pending.Enqueue((from, to, _direction, body));
        return body;
    }

    private void Trap(AdapterTrap trap)
    {
        _code.I32((uint)trap);
        _code.Call(AdapterImports.Trap);
        _code.Op(Op.Unreachable);
    }

    /// <summary>Traps when the number on the stack isn't 0.</summary>
    private void TrapIf(AdapterTrap trap)
    {
        _code.Begin(Op.If);
        Trap(trap);
        _code.End();
    }

    // Beyond that, the interpreter is the better deal.
    private const int MaxCodeBytes = 256 << 10;

    private const int MaxFlatWeight = 4096;

    private const int MaxDepth = 200;

    private static NotSupportedException TooLarge() => new("the adapter of a function would be too large");

    private static NotSupportedException Different() => new("two components know a type by different definitions");

    /// <summary>A place in memory.</summary>
    /// <param name="Base">The local that has an address.</param>
    /// <param name="Offset">From there, in bytes.</param>
    private readonly record struct Address(int Base, uint Offset)
    {
        public Address Plus(uint bytes) => this with { Offset = Offset + bytes };
    }

    /// <summary>Where values come from and go to.</summary>
    private readonly record struct Direction(AdapterSide From, AdapterSide To, bool IsResult);

    /// <summary>Locals that have core values.</summary>
    private struct Slots(int[] locals)
    {
        public int Position;

        public int Next() => locals[Position++];
    }
}
