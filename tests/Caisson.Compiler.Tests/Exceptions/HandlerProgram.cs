using System.Globalization;
using System.Text;

namespace Caisson.Compiler.Tests.Exceptions;

/// <summary>
/// A random program of assignments, calls that throw now and then, loops, branches and handlers, in two forms: as wasm, and as
/// something that computes the same in C#. Each program is generated once, then written or run. Not thread-safe.
/// </summary>
internal sealed class HandlerProgram
{
    /// <summary>Locals that the statements use; the counters of loops come after them.</summary>
    public const int Locals = 5;

    private const int MaxDepth = 5;

    private readonly Random _random;
    private readonly List<Step> _steps;
    private readonly int _period;
    private int _counters, _labels, _size;

    // Of a run:
    private int[] _values = [];
    private int _ticks;

    public HandlerProgram(int seed)
    {
        _random = new Random(seed);
        _period = _random.Next(2, 9);
        _steps = Steps(0, []);
    }

    /// <summary>The module: "f" takes the first two locals and returns a mixture of all of them.</summary>
    public string Wat
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"""
                (tag $even (param i32)) (tag $odd (param i32))
                (global $ticks (mut i32) (i32.const 0))
                (func $tick (param i32) (result i32)
                  (global.set $ticks (i32.add (global.get $ticks) (i32.const 1)))
                  (if (i32.eqz (i32.rem_u (global.get $ticks) (i32.const {_period})))
                    (then (if (i32.and (global.get $ticks) (i32.const 1)) (then (throw $odd (global.get $ticks))) (else (throw $even (global.get $ticks))))))
                  (i32.add (local.get 0) (global.get $ticks)))
                (func (export "f") (param i32 i32) (result i32) (local {string.Concat(Enumerable.Repeat("i32 ", Locals - 2 + _counters))})
                """);
            text.Append(" (block $top (try_table (catch_all $top) ");
            Write(text, _steps);
            text.Append(")) ");
            text.Append(string.Concat(Enumerable.Range(0, Locals - 1).Select(_ => "(i32.add (i32.mul (i32.const 31) ")));
            text.Append("(local.get 0)");
            for (int i = 1; i < Locals; i++) text.Append(CultureInfo.InvariantCulture, $") (local.get {i}))");
            return text.Append(')').ToString();
        }
    }

    /// <summary>What "f" must return.</summary>
    public int Run(int first, int second)
    {
        _values = new int[Locals + _counters];
        (_values[0], _values[1], _ticks) = (first, second, 0);
        try
        {
            Run(_steps);
        }
        catch (Thrown)
        {
            // The outermost handler.
        }
        int result = _values[0];
        for (int i = 1; i < Locals; i++) result = unchecked(31 * result + _values[i]);
        return result;
    }

    private List<Step> Steps(int depth, List<int> labels) => [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Next(depth, labels))];

    private Step Next(int depth, List<int> labels)
    {
        int kind = ++_size > 150 || depth == MaxDepth ? _random.Next(6) : _random.Next(10);
        int target = _random.Next(Locals), source = _random.Next(Locals);
        switch (kind)
        {
            case < 3: return new Step(Kind.Set, target, source, _random.Next(100));
            case < 5: return new Step(Kind.Call, target, source, 0);
            case 5: return labels.Count == 0 ? new Step(Kind.Set, target, source, 1) : new Step(Kind.Break, target, source, labels[_random.Next(labels.Count)]);
            case 6: return new Step(Kind.Loop, Locals + _counters++, 0, _random.Next(1, 5)) { Label = ++_labels, Body = Steps(depth + 1, [.. labels, _labels]) };
            default:
                int label = ++_labels;
                return new Step(Kind.Try, target, source, _random.Next(3)) { Label = label, Body = Steps(depth + 1, [.. labels, label]), Handler = Steps(depth + 1, [.. labels, label]) };
        }
    }

    private static void Write(StringBuilder text, List<Step> steps)
    {
        foreach (Step step in steps)
        {
            string target = $"(local.set {step.Target} ";
            switch (step.Kind)
            {
                case Kind.Set: text.Append(CultureInfo.InvariantCulture, $"{target}(i32.add (local.get {step.Source}) (i32.const {step.Number})))"); break;
                case Kind.Call: text.Append(CultureInfo.InvariantCulture, $"{target}(i32.xor (local.get {step.Target}) (call $tick (local.get {step.Source}))))"); break;
                case Kind.Break: text.Append(CultureInfo.InvariantCulture, $"(br_if $b{step.Number} (i32.and (local.get {step.Source}) (i32.const 1)))"); break;
                case Kind.Loop:
                    text.Append(CultureInfo.InvariantCulture, $"(block $b{step.Label} {target}(i32.const {step.Number})) (loop $l{step.Label} ");
                    Write(text, step.Body);
                    text.Append(CultureInfo.InvariantCulture, $"(br_if $l{step.Label} (local.tee {step.Target} (i32.sub (local.get {step.Target}) (i32.const 1))))))");
                    break;
                default:
                    string clause = step.Number switch { 0 => "catch $even", 1 => "catch $odd", _ => "catch_all" };
                    text.Append(CultureInfo.InvariantCulture, $"(block $b{step.Label} (block $h{step.Label} {(step.Number < 2 ? "(result i32)" : "")} (try_table ({clause} $h{step.Label}) ");
                    Write(text, step.Body);
                    text.Append(CultureInfo.InvariantCulture, $") (br $b{step.Label})) {(step.Number < 2 ? $"(local.set {step.Target})" : "")} ");
                    Write(text, step.Handler);
                    text.Append(')');
                    break;
            }
        }
    }

    /// <summary>Runs steps.</summary>
    /// <returns>The label that was branched to, or 0.</returns>
    private int Run(List<Step> steps)
    {
        foreach (Step step in steps)
        {
            int label = Run(step);
            if (label != 0 && label != step.Label) return label;
        }
        return 0;
    }

    private int Run(Step step)
    {
        switch (step.Kind)
        {
            case Kind.Set:
                _values[step.Target] = _values[step.Source] + step.Number;
                return 0;
            case Kind.Call:
                int before = _values[step.Target];
                _values[step.Target] = before ^ Tick(_values[step.Source]);
                return 0;
            case Kind.Break:
                return (_values[step.Source] & 1) != 0 ? step.Number : 0;
            case Kind.Loop:
                _values[step.Target] = step.Number;
                do
                {
                    if (Run(step.Body) is var left and not 0) return left;
                }
                while (--_values[step.Target] != 0);
                return 0;
            default:
                try
                {
                    return Run(step.Body);
                }
                catch (Thrown thrown) when (step.Number == 2 || step.Number == (thrown.Payload & 1))
                {
                    if (step.Number < 2) _values[step.Target] = thrown.Payload;
                }
                return Run(step.Handler);
        }
    }

    private int Tick(int value)
    {
        _ticks++;
        return _ticks % _period == 0 ? throw new Thrown(_ticks) : value + _ticks;
    }

    private enum Kind
    {
        Set,
        Call,
        Break,
        Loop,
        Try,
    }

    /// <summary>A statement; what its numbers mean depends on the kind.</summary>
    private sealed record Step(Kind Kind, int Target, int Source, int Number)
    {
        public int Label { get; init; }

        public List<Step> Body { get; init; } = [];

        public List<Step> Handler { get; init; } = [];
    }

    private sealed class Thrown(int payload) : Exception
    {
        public int Payload { get; } = payload;
    }
}
