using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>Writes expressions one instruction after the other, each on a line. Not thread-safe. spec: text-instrs</summary>
internal sealed class FlatBody(ModuleSyntax module, InstructionText text, TextOutput output)
{
    private readonly Nesting _nesting = new();

    /// <summary>Writes the instructions of an expression without its final <c>end</c>.</summary>
    /// <param name="range">The expression.</param>
    /// <param name="hints">The branch hints on its way.</param>
    public void Write(ByteRange range, ReadOnlySpan<BranchHint> hints = default)
    {
        InstructionReader reader = new(module.Bytes.Span, range);
        Instruction instruction = default;
        int depth = output.Depth;
        _nesting.Begin();
        while (reader.Read(ref instruction))
        {
            if (!hints.IsEmpty && hints[0].Offset == instruction.Offset)
            {
                output.Line();
                text.Hint(hints[0]);
                hints = hints[1..];
            }
            _nesting.Step(in instruction);
            if (_nesting.Depth > 0) Step(in instruction, in reader);
        }
        _nesting.Finish(range);
        output.Depth = depth;
    }

    private void Step(in Instruction instruction, in InstructionReader reader)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                output.Line();
                text.Structured(in instruction, in reader, _nesting.Label, atEndOfLine: true);
                text.Labels.Enter(_nesting.Label);
                output.Depth++;
                break;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll:
                output.Depth--;
                output.Line();
                text.Plain(in instruction, in reader);
                output.Depth++;
                break;
            case Opcode.End or Opcode.Delegate:
                // The label of delegate counts from outside its own try.
                text.Labels.Leave();
                output.Depth--;
                output.Line();
                text.Plain(in instruction, in reader);
                break;
            default:
                output.Line();
                text.Plain(in instruction, in reader);
                break;
        }
    }
}
