using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// Which structured instructions are open, and the checks that the binary grammar makes and the decoder leaves to validation: the
/// text has no way to say what breaks them. Not thread-safe. spec: binary-instr-control
/// </summary>
internal sealed class Nesting
{
    // What is open, outermost first; the expression itself is as a block.
    private readonly List<Opcode> _open = [];
    private uint _labels;

    /// <summary>Number of open instructions, the expression itself being one; 0 after its final <c>end</c>.</summary>
    public int Depth => _open.Count;

    /// <summary>The number of the structured instruction that was opened last.</summary>
    public uint Label => _labels - 1;

    /// <summary>Starts with an expression.</summary>
    public void Begin()
    {
        _open.Clear();
        _open.Add(Opcode.Block);
        _labels = 0;
    }

    /// <summary>Takes the next instruction.</summary>
    /// <exception cref="MalformedException">It can't stand where it does.</exception>
    public void Step(in Instruction instruction)
    {
        if (_open.Count == 0) BinaryErrors.AfterEnd(instruction.Offset);
        Opcode opcode = instruction.Opcode;
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                _open.Add(opcode);
                _labels++;
                break;
            case Opcode.Else:
                Require(_open[^1] == Opcode.If, in instruction);
                _open[^1] = Opcode.Else;
                break;
            case Opcode.Catch or Opcode.CatchAll:
                Require(_open[^1] is Opcode.Try or Opcode.Catch, in instruction);
                _open[^1] = opcode;
                break;
            case Opcode.Delegate:
                Require(_open[^1] == Opcode.Try, in instruction);
                _open.RemoveAt(_open.Count - 1);
                break;
            case Opcode.End:
                _open.RemoveAt(_open.Count - 1);
                break;
        }
    }

    /// <summary>Ends the expression.</summary>
    /// <exception cref="MalformedException">Something is still open.</exception>
    public void Finish(ByteRange range)
    {
        if (_open.Count > 0) BinaryErrors.EndExpected(range.End);
    }

    private static void Require(bool holds, in Instruction instruction)
    {
        if (!holds) BinaryErrors.Misplaced(instruction.Opcode, instruction.Offset);
    }
}
