using Caisson.Fuzz.Generation;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Differential;

/// <summary>What of a module a host can call and look at: all that is exported and has a type with values that hosts know.</summary>
internal sealed class RunPlan
{
    public const string Fuel = "fuel";
    public const string State = "state";

    public RunPlan(ModuleSyntax module)
    {
        Module = module;
        HidesFunctions = module.Functions.Select(module.FuncTypeAt).Any(type => !type.Parameters.All(Visibility.IsVisible) || !type.Results.All(Visibility.IsVisible));
        foreach (Export export in module.Exports)
        {
            int index = (int)export.Index;
            switch (export.Kind)
            {
                case ExternKind.Func when export.Name == State:
                    HasState = true;
                    break;
                case ExternKind.Func:
                    FuncType type = module.TypeOf(new FuncIdx(export.Index));
                    Functions.Add(export.Name);
                    if (type.Parameters.All(Visibility.IsVisible) && type.Results.All(Visibility.IsVisible)) Calls.Add((export.Name, type));
                    break;
                case ExternKind.Global when Visibility.IsVisible(module.Globals[index].Type):
                    Globals.Add((export.Name, module.Globals[index].Type));
                    break;
                case ExternKind.Table when Visibility.IsVisible(module.Tables[index].Element):
                    Tables.Add((export.Name, module.Tables[index].Element));
                    break;
                case ExternKind.Mem:
                    Memories.Add(export.Name);
                    break;
            }
        }
    }

    public ModuleSyntax Module { get; }

    public List<(string Name, FuncType Type)> Calls { get; } = [];

    /// <summary>All exported functions.</summary>
    public List<string> Functions { get; } = [];

    public List<(string Name, ValType Type)> Globals { get; } = [];

    public List<(string Name, ValType Type)> Tables { get; } = [];

    public List<string> Memories { get; } = [];

    /// <summary>Whether there are functions of types that some hosts don't know.</summary>
    public bool HidesFunctions { get; }

    /// <summary>Whether it can tell what its objects look like.</summary>
    public bool HasState { get; }
}
