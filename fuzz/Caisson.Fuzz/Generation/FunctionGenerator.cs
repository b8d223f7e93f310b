using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// Makes one function by a random walk: each step does something that the operands on the stack allow. Keeps the stack of types
/// that validation would. One use.
/// </summary>
internal sealed partial class FunctionGenerator
{
    private const int MaxNesting = 6;

    private readonly ModuleShape _shape;
    private readonly Chance _chance;
    private readonly int _index;
    private readonly FuncType _signature;
    private readonly List<ValType> _locals;
    private readonly List<string> _lines = [];
    private readonly List<ValType> _stack = [];
    private readonly List<OpenFrame> _frames = [];

    /// <summary>Locals that hold a value while it is compared with itself.</summary>
    private readonly int _scratch;

    private int _budget;

    public FunctionGenerator(ModuleShape shape, Chance chance, int index)
    {
        (_shape, _chance, _index) = (shape, chance, index);
        _signature = shape.Functions[index].Signature;
        _locals = [.. _signature.Parameters, ValType.I32];
        foreach (ValType type in shape.Types.AnyOf(chance, 5)) _locals.Add(type.IsRef ? ValType.Ref(true, type.Heap) : type);
        _scratch = _locals.Count;
        _locals.AddRange([ValType.F32, ValType.F64]);
        if (shape.Types.HasVectors) _locals.Add(ValType.V128);
        _budget = chance.Below(1000) switch
        {
            < 860 => chance.Between(3, 14),
            < 996 => chance.Between(14, 60),
            _ => chance.Between(150, 800),
        };
    }

    private OpenFrame Innermost => _frames[^1];

    /// <summary>Number of operands that the innermost structured instruction may use.</summary>
    private int Available => _stack.Count - Innermost.Height;

    public IReadOnlyList<string> Generate()
    {
        _lines.Add($"(func {Visibility.Export($"f{_index}", _shape.Functions[_index].IsVisible)}(type {_shape.Functions[_index].Type})");
        _lines.Add($"(local {string.Join(' ', _locals.Skip(_signature.Parameters.Length))})");
        _frames.Add(new OpenFrame(FrameKind.Block, 0, [], [.. _signature.Results]));
        SpendFuel();
        while (_budget > 0) Step();
        Close();
        _lines.Add(")");
        return _lines;
    }

    private void Step() => _chance.Pick(
        (8, () => PushAny(depth: 2)),
        (8, NumericOnStack),
        (5, SetLocal),
        (3, SetGlobal),
        (3, Store),
        (3, CallSomething),
        (4, Structured),
        (3, ConditionalBranch),
        (1, LeaveForGood),
        (2, Select),
        (1, Drop),
        (2, ChangeMemory),
        (2, ChangeTable),
        (1, Pile),
        (_shape.Types.HasTypedReferences ? 2 : 0, ReferenceBranch),
        (_shape.Types.HasAggregates ? 5 : 0, ChangeAggregate),
        (_shape.Has(Features.Threads) ? 3 : 0, ChangeAtomically))();

    private void Emit(string line)
    {
        _budget--;
        _lines.Add(new string(' ', 2 * _frames.Count) + line);
    }

    private void Pop(int count) => _stack.RemoveRange(_stack.Count - count, count);

    private bool TopIs(params ReadOnlySpan<ValType> types)
    {
        if (Available < types.Length) return false;
        for (int i = 0; i < types.Length; i++)
            if (!_shape.Types.Matches(_stack[_stack.Count - types.Length + i], types[i])) return false;
        return true;
    }

    /// <summary>Makes operands of these types stand on top of the stack: those that are there, then new ones.</summary>
    private void Require(ReadOnlySpan<ValType> types, int depth = 1)
    {
        int there = _chance.OneIn(4) ? 0 : types.Length;
        while (!TopIs(types[..there])) there--;
        foreach (ValType type in types[there..]) Push(type, depth);
    }

    /// <summary>After an instruction that takes operands and leaves them: validation knows them by the wanted types from now on.</summary>
    private void Retype(ReadOnlySpan<ValType> types)
    {
        for (int i = 0; i < types.Length; i++) _stack[_stack.Count - types.Length + i] = types[i];
    }

    /// <summary>A local that can be set to a value of a type, or -1. The scratch locals are left alone.</summary>
    private int LocalFor(ValType value) => Find(_scratch, i => _shape.Types.Matches(value, _locals[i]));

    /// <summary>A local whose value is of a type, or -1.</summary>
    private int LocalOf(ValType type) => Find(_scratch, i => _shape.Types.Matches(_locals[i], type));

    private int GlobalFor(ValType value) =>
        Find(_shape.Globals.Length, i => i != _shape.Fuel && _shape.Globals[i].Mutable && _shape.Types.Matches(value, _shape.Globals[i].Type));

    private int GlobalOf(ValType type) =>
        Find(_shape.Globals.Length, i => i != _shape.Fuel && _shape.Types.Matches(_shape.Globals[i].Type, type));

    /// <summary>Some number below a count for which something holds, or -1: the first from a random start.</summary>
    private int Find(int count, Predicate<int> holds)
    {
        if (count == 0) return -1;
        int start = _chance.Below(count);
        for (int i = 0; i < count; i++)
            if (holds((start + i) % count)) return (start + i) % count;
        return -1;
    }

    private static string TypeUse(ValType[] parameters, ValType[] results) =>
        (parameters.Length > 0 ? $"(param {string.Join(' ', parameters)}) " : "") + (results.Length > 0 ? $"(result {string.Join(' ', results)})" : "");
}
