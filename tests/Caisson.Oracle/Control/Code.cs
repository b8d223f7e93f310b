using System.Collections.Immutable;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>A decoded function body or constant expression.</summary>
/// <param name="Steps">Its instructions.</param>
/// <param name="Declared">Runs of the declared locals.</param>
internal sealed record Code(Step[] Steps, ImmutableArray<LocalRun> Declared)
{
    public static Code Of(ModuleSyntax module, CodeBody body) => new(Decode(module, body.Instructions), body.Locals);

    public static Code Of(ModuleSyntax module, ByteRange expression) => new(Decode(module, expression), []);

    /// <summary>The locals at first, parameters before declared ones. spec: exec-invoke</summary>
    public Val[] Locals(Val[] arguments)
    {
        List<Val> locals = [.. arguments];
        foreach (LocalRun run in Declared)
            for (uint i = 0; i < run.Count; i++) locals.Add(Val.Default(run.Type));
        return [.. locals];
    }

    private static Step[] Decode(ModuleSyntax module, ByteRange range)
    {
        var reader = new InstructionReader(module.Bytes.Span, range);
        List<Step> steps = [];
        Stack<int> open = [];
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            (int parameters, int results) = Arities(module, instruction);
            steps.Add(new Step
            {
                Instruction = instruction,
                Parameters = parameters,
                Results = results,
                Labels = instruction.Opcode == Opcode.BrTable ? Targets(reader.Labels(instruction), instruction.Index) : [],
                Catches = instruction.Opcode == Opcode.TryTable ? reader.Catches(instruction).ToArray() : [],
            });
            Match(steps, open);
        }
        return [.. steps];
    }

    private static int[] Targets(ImmediateList<LabelIdx> labels, uint otherwise)
    {
        List<int> targets = [];
        foreach (LabelIdx label in labels) targets.Add((int)label.Value);
        return [.. targets, (int)otherwise];
    }

    /// <summary>spec: aux-blocktype</summary>
    private static (int Parameters, int Results) Arities(ModuleSyntax module, in Instruction instruction)
    {
        if (instruction.Opcode is not (Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable)) return (0, 0);
        if (instruction.BlockType.Kind == BlockTypeKind.Empty) return (0, 0);
        if (instruction.BlockType.Kind == BlockTypeKind.Result) return (0, 1);
        FuncType type = module.FuncTypeAt(instruction.BlockType.Type);
        return (type.Parameters.Length, type.Results.Length);
    }

    private static void Match(List<Step> steps, Stack<int> open)
    {
        int here = steps.Count - 1;
        switch (steps[here].Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                open.Push(here);
                break;
            case Opcode.Else:
                steps[open.Peek()].Else = here;
                break;
            case Opcode.Catch or Opcode.CatchAll:
                steps[open.Peek()].Handlers.Add(here);
                break;
            case Opcode.Delegate:
                steps[open.Peek()].Handlers.Add(here);
                steps[open.Pop()].End = here;
                break;
            case Opcode.End when open.TryPop(out int start):
                steps[start].End = here;
                if (steps[start].Else is >= 0 and int other) steps[other].End = here;
                foreach (int handler in steps[start].Handlers) steps[handler].End = here;
                break;
        }
    }
}
