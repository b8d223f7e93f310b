using Caisson.Compiler;
using Caisson.Compiler.Splitting;
using Caisson.Fuzz.Generation;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;

namespace Caisson.Fuzz.Differential;

/// <summary>
/// Runs a generated module with several implementations, call by call, and compares results, traps and all state. Not safe for
/// several threads.
/// </summary>
internal sealed class Comparison(ComparisonOptions options)
{
    /// <summary>What an engine has to accept.</summary>
    public const Features Features = Wasm.Features.Wasm3 | Wasm.Features.Threads | Wasm.Features.LegacyExceptions;

    private const int Fuel = 40;
    private const int Rounds = 3;

    private static readonly string?[] Externs = [null, "one", "two"];

    private readonly Engine _engine = new(EngineOptions.Default with { Features = Features });
    private readonly Engine _checking = new(EngineOptions.Default with { Features = Features, MemoryChecks = MemoryChecks.Explicit });

    /// <summary>The same with every function cut to pieces, as only giants are otherwise.</summary>
    private readonly Engine _splitting = new(EngineOptions.Default with { Features = Features, Backend = new IlBackend { Limits = JitLimits.Tiny } });

    private readonly Lazy<Wasmtime.Engine> _wasmtime = new(WasmtimeOpinion.CreateEngine);

    /// <summary>The first difference, or null when there is none.</summary>
    /// <param name="wat">The module, in the text format.</param>
    /// <param name="seed">Determines the arguments of calls.</param>
    /// <param name="used">The proposals that the module may use.</param>
    /// <param name="statistics">Where to count, if anywhere.</param>
    public string? Compare(string wat, int seed, Features used, Statistics? statistics = null)
    {
        byte[] bytes = WatParser.Parse(wat);
        Module module = _engine.Compile(bytes);
        var plan = new RunPlan(module.Syntax);
        List<Opinion> opinions = [new EngineOpinion(plan, module)];
        try
        {
            if (options.Splits(seed)) opinions.Add(new EngineOpinion(plan, _splitting.Compile(bytes), "split"));
            if (options.ChecksExplicitly(seed)) opinions.Add(new EngineOpinion(plan, _checking.Compile(bytes), "explicit"));
            if (options.TakesSnapshots(seed)) opinions.Add(new SnapshotOpinion(plan, module));
            if (options.UsesOracle(seed)) opinions.Add(new OracleOpinion(plan));
            if (options.UsesWasmtime(seed) && WasmtimeOpinion.Knows(module.Syntax, used.HasFlag(Wasm.Features.LegacyExceptions)))
                opinions.Add(new WasmtimeOpinion(plan, _wasmtime.Value));
            statistics?.Asked(opinions);
            return Run(opinions, plan, new Chance(seed), statistics);
        }
        finally
        {
            foreach (SnapshotOpinion opinion in opinions.OfType<SnapshotOpinion>())
            {
                statistics?.Add("snapshots taken", opinion.Taken);
                statistics?.Add("snapshots refused", opinion.Refused);
            }
            foreach (Opinion opinion in opinions) opinion.Dispose();
        }
    }

    private static string? Run(List<Opinion> opinions, RunPlan plan, Chance chance, Statistics? statistics)
    {
        Outcome[] outcomes = [.. opinions.Select(opinion => opinion.Instantiate())];
        statistics?.Ended(Common(outcomes));
        if (Common(outcomes).Kind == Outcome.Limit) return null;
        if (Difference("instantiation", outcomes, opinions) is { } unlike) return unlike;
        if (outcomes[0].Kind != Outcome.Returned) return null;
        for (int i = 0; i < Rounds * plan.Calls.Count; i++)
        {
            (string name, FuncType type) = plan.Calls[i % plan.Calls.Count];
            if (!opinions.TrueForAll(opinion => opinion.CanCall(type))) continue;
            Seen[] arguments = [.. type.Parameters.Select(parameter => Argument(parameter, plan, chance))];
            foreach (Opinion opinion in opinions) opinion.Refuel(Fuel);
            outcomes = [.. opinions.Select(opinion => opinion.Call(name, type, arguments))];
            Outcome common = Common(outcomes);
            statistics?.Ended(common);
            if (common.Kind == Outcome.Limit) return null;
            string call = $"call {i}: {name}({string.Join(", ", arguments)})";
            if ((Difference(call, outcomes, opinions) ?? StateDifference(call, plan, opinions)) is { } difference) return difference;
        }
        if (!plan.HasState) return null;
        Outcome[] states = [.. opinions.Select(opinion => opinion.Call(RunPlan.State, NoParameters, []))];
        return Common(states).Kind == Outcome.Limit ? null : Difference("objects", states, opinions);
    }

    /// <summary>What all came to: a limit if one came to a limit.</summary>
    private static Outcome Common(Outcome[] outcomes) => outcomes.FirstOrDefault(outcome => outcome.Kind == Outcome.Limit) ?? outcomes[0];

    private static string? Difference(string what, Outcome[] outcomes, List<Opinion> opinions)
    {
        for (int i = 1; i < outcomes.Length; i++)
        {
            if (!outcomes[0].Agrees(outcomes[i], Coarsely(opinions, i)))
                return $"{what}\n{string.Join('\n', opinions.Zip(outcomes, (opinion, outcome) => $"{opinion.Name,-9} {outcome}"))}";
        }
        return null;
    }

    private static string? StateDifference(string call, RunPlan plan, List<Opinion> opinions)
    {
        List<Seen[]>[] states = [.. opinions.Select(State)];
        for (int i = 1; i < states.Length; i++)
        {
            if (!Agree(states[0], states[i], Coarsely(opinions, i)))
                return $"{call}: globals and tables\n{string.Join('\n', opinions.Zip(states, (opinion, state) => $"{opinion.Name,-9} {string.Join(' ', state.Select(item => string.Join(',', item)))}"))}";
            if (opinions[0].World.Log != opinions[i].World.Log) return $"{call}: calls of the host in {opinions[0].Name} and {opinions[i].Name}";
            foreach (string name in plan.Memories)
            {
                ReadOnlySpan<byte> expected = opinions[i].Memory(name), actual = opinions[0].Memory(name);
                if (!expected.SequenceEqual(actual))
                    return $"{call}: memory {name} at {expected.CommonPrefixLength(actual)}, {actual.Length} bytes in {opinions[0].Name}, {expected.Length} in {opinions[i].Name}";
            }
        }
        return null;

        static List<Seen[]> State(Opinion opinion)
        {
            List<Seen[]> values = [];
            opinion.ReadState(values);
            return values;
        }
    }

    private static bool Agree(List<Seen[]> left, List<Seen[]> right, bool coarsely)
    {
        for (int i = 0; i < left.Count; i++)
        {
            if (right[i] is [var only] && only == Seen.Unknown) continue;
            if (left[i].Length != right[i].Length) return false;
            for (int j = 0; j < left[i].Length; j++)
                if (!left[i][j].Agrees(right[i][j], coarsely)) return false;
        }
        return true;
    }

    private static bool Coarsely(List<Opinion> opinions, int other) => !opinions[0].IsPrecise || !opinions[other].IsPrecise;

    private static readonly FuncType NoParameters = new([], [ValType.I64]);

    private static Seen Argument(ValType type, RunPlan plan, Chance chance) => type.Kind switch
    {
        ValKind.I32 => Seen.I32(chance.OneIn(2) ? chance.Below(8) : (int)chance.Any64()),
        ValKind.I64 => Seen.I64(chance.OneIn(2) ? chance.Below(8) : chance.Any64()),
        ValKind.F32 => Seen.F32(chance.OneIn(3) ? chance.Below(100) / 4f : BitConverter.Int32BitsToSingle((int)chance.Any64())),
        ValKind.F64 => Seen.F64(chance.OneIn(3) ? chance.Below(100) / 4d : BitConverter.Int64BitsToDouble(chance.Any64())),
        ValKind.V128 => new Seen(ValKind.V128, (ulong)chance.Any64(), (ulong)chance.Any64()),
        _ when type == ValType.ExternRef => Seen.Ref(chance.Pick(Externs)),
        _ => Seen.Ref(chance.OneIn(2) ? null : chance.Pick(plan.Functions)),
    };
}
