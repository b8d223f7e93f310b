using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>What follows the call of a part: to each exit its own code.</summary>
internal static class PartDispatch
{
    /// <summary>The call and what follows it. The exit that just goes on, if there is one, is the last.</summary>
    public static IEnumerable<Statement> After(PartCall call, List<PartExit> exits) => exits switch
    {
        [] => [new Evaluate(call), new Unreachable()],
        [var only] => [new Evaluate(call), .. only.Arrive],
        [{ Target: { } target }, var last] => [new BranchIf(call, whenZero: true, target), .. last.Arrive],
        _ => AfterMany(call, exits),
    };

    private static IEnumerable<Statement> AfterMany(PartCall call, List<PartExit> exits)
    {
        // Each block ends where the code of its exit starts.
        Label[] labels = [.. exits.Select((exit, i) => exit.Target ?? new Label(i) { IsUsed = true })];
        bool isTable = exits.Count > 2;
        for (int i = exits.Count - 1; i >= (isTable ? 0 : 1); i--)
            if (exits[i].Target is null) yield return new BlockStart(labels[i]);
        yield return isTable ? new BranchTable(call, labels) : new BranchIf(call, whenZero: false, labels[1]);
        for (int i = 0; i < exits.Count; i++)
        {
            if (exits[i].Target is not null) continue;
            if (isTable || i > 0) yield return new BlockEnd(labels[i]);
            foreach (Statement statement in exits[i].Arrive) yield return statement;
        }
    }
}
