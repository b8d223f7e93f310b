using System.Globalization;
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
    private readonly ValType[] _locals;
    private readonly List<string> _lines = [];
    private readonly List<ValType> _stack = [];
    private readonly List<OpenFrame> _frames = [];
    private int _budget;

    public FunctionGenerator(ModuleShape shape, Chance chance, int index)
    {
        (_shape, _chance, _index) = (shape, chance, index);
        // The last two hold a float while it is compared with itself.
        _locals = [.. shape.Functions[index].Parameters, ValType.I32, .. ModuleShape.AnyTypes(chance, 6), ValType.F32, ValType.F64];
        _budget = chance.Between(20, 160);
    }

    private OpenFrame Innermost => _frames[^1];

    /// <summary>Number of operands that the innermost structured instruction may use.</summary>
    private int Available => _stack.Count - Innermost.Height;

    public IReadOnlyList<string> Generate()
    {
        FuncType type = _shape.Functions[_index];
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"(func (export \"f{_index}\") {TypeUse(type)}"));
        _lines.Add($"(local {string.Join(' ', _locals.Skip(type.Parameters.Length))})");
        _frames.Add(new OpenFrame(isLoop: false, 0, [], [.. type.Results]));
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
        (1, Pile))();

    private void Emit(string line)
    {
        _budget--;
        _lines.Add(new string(' ', 2 * _frames.Count) + line);
    }

    private void Emit(string mnemonic, int index) => Emit(string.Create(CultureInfo.InvariantCulture, $"{mnemonic} {index}"));

    private void Pop(int count) => _stack.RemoveRange(_stack.Count - count, count);

    private bool TopIs(params ReadOnlySpan<ValType> types)
    {
        if (Available < types.Length) return false;
        for (int i = 0; i < types.Length; i++)
            if (_stack[_stack.Count - types.Length + i] != types[i]) return false;
        return true;
    }

    /// <summary>Makes operands of these types stand on top of the stack: those that are there, then new ones.</summary>
    private void Require(ReadOnlySpan<ValType> types, int depth = 1)
    {
        int there = _chance.OneIn(4) ? 0 : types.Length;
        while (!TopIs(types[..there])) there--;
        foreach (ValType type in types[there..]) Push(type, depth);
    }

    /// <summary>A local of a type that the test's own code doesn't need, or -1.</summary>
    private int Local(ValType type)
    {
        int[] fitting = [.. Enumerable.Range(0, _locals.Length - 2).Where(i => _locals[i] == type)];
        return fitting.Length == 0 ? -1 : _chance.Pick(fitting);
    }

    private int Global(ValType type)
    {
        int[] fitting = [.. Enumerable.Range(1, _shape.Globals.Length - 1).Where(i => _shape.Globals[i] == type)];
        return fitting.Length == 0 ? -1 : _chance.Pick(fitting);
    }

    private static string TypeUse(FuncType type) => TypeUse([.. type.Parameters], [.. type.Results]);

    private static string TypeUse(ValType[] parameters, ValType[] results) =>
        (parameters.Length > 0 ? $"(param {string.Join(' ', parameters)}) " : "") + (results.Length > 0 ? $"(result {string.Join(' ', results)})" : "");
}
