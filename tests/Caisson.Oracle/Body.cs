using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>An instruction with the places that the text format would show by indentation.</summary>
internal sealed class Step
{
    public required Instruction Instruction { get; init; }

    /// <summary>Targets of a <c>br_table</c>, the default last.</summary>
    public int[] Labels { get; init; } = [];

    /// <summary>Position of the <c>else</c> of an <c>if</c>, or -1.</summary>
    public int Else { get; set; } = -1;

    /// <summary>Position of the <c>end</c> of a structured instruction or <c>else</c>.</summary>
    public int End { get; set; } = -1;
}

/// <summary>Instruction sequences, decoded.</summary>
internal static class Body
{
    public static Step[] Decode(ModuleSyntax module, ByteRange range)
    {
        var reader = new InstructionReader(module.Bytes.Span, range);
        List<Step> steps = [];
        Stack<int> open = [];
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            int[] labels = [];
            if (instruction.Opcode == Opcode.BrTable) labels = [.. reader.Labels(instruction).ToArray().Select(label => (int)label.Value), (int)instruction.Index];
            steps.Add(new Step { Instruction = instruction, Labels = labels });
            Match(steps, open);
        }
        return [.. steps];
    }

    private static void Match(List<Step> steps, Stack<int> open)
    {
        int here = steps.Count - 1;
        switch (steps[here].Instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If:
                open.Push(here);
                break;
            case Opcode.Else:
                steps[open.Peek()].Else = here;
                break;
            case Opcode.End when open.TryPop(out int start):
                steps[start].End = here;
                if (steps[start].Else is >= 0 and int other) steps[other].End = here;
                break;
        }
    }
}
