using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Counting fuel: an instruction costs one unit, but for the brackets of structure. What is executed together is paid for together,
/// before it begins; so the sum depends on the path through the wasm code alone, and not on what becomes of it.
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>The statement that pays for what is being read, or -1.</summary>
    private int _segment = -1;

    private int _cost;

    /// <summary>Counts an instruction that is reached.</summary>
    private void Charge(Opcode opcode)
    {
        if (_countsFuel && opcode is not (Opcode.Nop or Opcode.Block or Opcode.Loop or Opcode.Else or Opcode.End)) _cost++;
    }

    /// <summary>Ends what is paid for together, where other ways may come in or go off.</summary>
    private void EndSegmentAfter(Opcode opcode)
    {
        if (!_countsFuel || _frames.Count == 0) return;
        if (opcode is Opcode.Loop) BeginSegment(checks: true);
        else if (opcode is Opcode.If or Opcode.Else or Opcode.End or Opcode.BrIf or Opcode.BrOnNull or Opcode.BrOnNonNull
            or Opcode.BrOnCast or Opcode.BrOnCastFail or Opcode.TryTable or Opcode.Try or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate)
            BeginSegment(checks: false);
    }

    private void BeginSegment(bool checks)
    {
        EndSegment();
        _segment = _ir.Body.Count;
        _stack.AddUnordered(new ConsumeFuel(0, checks));
    }

    private void EndSegment()
    {
        if (_segment >= 0) _ir.Body[_segment] = new ConsumeFuel(_cost, ((ConsumeFuel)_ir.Body[_segment]).Checks);
        (_segment, _cost) = (-1, 0);
    }
}
