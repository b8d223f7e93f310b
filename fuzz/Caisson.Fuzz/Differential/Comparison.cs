using System.Globalization;
using Caisson.Fuzz.Generation;
using Caisson.Oracle;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;

namespace Caisson.Fuzz.Differential;

/// <summary>
/// Runs a generated module with the interpreter and with the engine, call by call, and compares results, traps and all state.
/// </summary>
internal static class Comparison
{
    private const int Fuel = 40;

    /// <summary>Objects of the host, for <c>externref</c>.</summary>
    private static readonly object?[] Externs = [null, "one", "two"];

    /// <summary>The first difference, or null when there is none.</summary>
    public static string? Compare(Engine engine, string wat, int seed, Statistics? statistics = null)
    {
        Module module = engine.Compile(WatParser.Parse(wat));
        Instance instance = module.Instantiate();
        var oracle = new Interpreter(module.Syntax);
        var observer = new Observer(instance);
        var chance = new Chance(seed);
        for (int call = 0; call < 2 * module.Syntax.Code.Length; call++)
        {
            int function = call % module.Syntax.Code.Length;
            Val[] arguments = [.. module.Syntax.TypeOf(new FuncIdx((uint)function)).Parameters.Select(type => Argument(oracle, type, chance))];
            (instance.GetGlobal("g0").Value, oracle.Globals[0].Value) = (Fuel, Val.I32(Fuel));
            string expected;
            try
            {
                expected = Outcome(() => oracle.Invoke(function, arguments).Select(Observer.Show), statistics);
            }
            catch (LimitStop)
            {
                statistics?.Limited();
                return null;
            }
            string name = string.Create(CultureInfo.InvariantCulture, $"f{function}");
            string actual = Outcome(() => instance.GetFunction(name).Invoke([.. arguments.Select(observer.ToHost)]).Select(observer.Show), null);
            expected += "\n" + Observer.State(oracle);
            actual += "\n" + observer.State();
            if (expected != actual)
                return $"call {call}: {name}({string.Join(", ", arguments.Select(Observer.Show))})\nexpected {expected}\nactual   {actual}";
        }
        return null;
    }

    private static string Outcome(Func<IEnumerable<string>> call, Statistics? statistics)
    {
        try
        {
            string results = string.Join(", ", call());
            statistics?.Returned();
            return $"({results})";
        }
        catch (TrapStop trap)
        {
            statistics?.Trapped(trap.Kind);
            return trap.Kind.ToString();
        }
        catch (TrapException trap)
        {
            return trap.Kind.ToString();
        }
    }

    private static Val Argument(Interpreter oracle, ValType type, Chance chance) => type.Kind switch
    {
        ValKind.I32 => Val.I32(chance.OneIn(2) ? (uint)chance.Below(8) : (uint)chance.Any64()),
        ValKind.I64 => Val.I64(chance.OneIn(2) ? (ulong)chance.Below(8) : (ulong)chance.Any64()),
        ValKind.F32 => Val.Of(chance.OneIn(3) ? chance.Below(100) / 4f : BitConverter.UInt32BitsToSingle((uint)chance.Any64())),
        ValKind.F64 => Val.Of(chance.OneIn(3) ? chance.Below(100) / 4d : BitConverter.UInt64BitsToDouble((ulong)chance.Any64())),
        _ when type == ValType.ExternRef => Val.Extern(chance.Pick(Externs)),
        _ => Val.Ref(chance.OneIn(2) ? null : oracle.Function(0)),
    };
}
