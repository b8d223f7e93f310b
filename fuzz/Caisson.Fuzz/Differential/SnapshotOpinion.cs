using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>Caisson, going on with an instance of a snapshot after each few calls: nobody may see a difference.</summary>
/// <param name="plan">What to do.</param>
/// <param name="module">What an engine made of the module.</param>
internal sealed class SnapshotOpinion(RunPlan plan, Module module) : EngineOpinion(plan, module, "snapshot")
{
    private const int Every = 2;

    private int _calls;

    /// <summary>How often it went on with a snapshot.</summary>
    public int Taken { get; private set; }

    /// <summary>How often there was something that a snapshot can't have: imported state, references of the host, objects.</summary>
    public int Refused { get; private set; }

    public override Outcome Call(string function, FuncType type, Seen[] arguments)
    {
        if (_calls++ % Every == 0) GoOn();
        return base.Call(function, type, arguments);
    }

    private void GoOn()
    {
        try
        {
            byte[] snapshot = ModuleSnapshot.Take(Instance);
            Begin(Instance.Module.Engine.Compile(snapshot));
            Taken++;
        }
        catch (SnapshotException)
        {
            Refused++;
        }
    }
}
