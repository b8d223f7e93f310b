using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

// Exceptions: those of 3.0, and the older instructions that never became part of the standard.
public sealed partial class FunctionValidator
{
    private static readonly ValType ExnRef = ValType.Ref(true, HeapType.Exn);
    private static readonly ValType CaughtExnRef = ValType.Ref(false, HeapType.Exn);

    /// <summary>spec: valid-throw</summary>
    private void Throw(uint tag)
    {
        Pop(_context.Tag(tag, Here).Parameters.AsSpan());
        MarkUnreachable();
    }

    /// <summary>spec: valid-throw_ref</summary>
    private void ThrowRef()
    {
        Pop(ExnRef);
        MarkUnreachable();
    }

    /// <summary>spec: valid-try_table</summary>
    private void TryTable(in Instruction i, in InstructionReader reader)
    {
        if (i.ListCount > ImplementationLimits.Catches)
            ValidationErrors.Invalid(Here, $"too many catch clauses: {i.ListCount}, the limit is {ImplementationLimits.Catches}");
        foreach (CatchClause clause in reader.Catches(in i)) CheckCatch(clause);
        Block(in i);
    }

    /// <summary>The labels are those outside the block. spec: valid-catch</summary>
    private void CheckCatch(CatchClause clause)
    {
        ReadOnlySpan<ValType> payload = clause.Kind is CatchKind.Catch or CatchKind.CatchRef
            ? _context.Tag(clause.Tag.Value, Here).Parameters.AsSpan()
            : default;
        bool withReference = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
        ReadOnlySpan<ValType> expected = LabelTypes(clause.Label.Value);
        ReadOnlySpan<ValType> values = withReference && !expected.IsEmpty ? expected[..^1] : expected;
        bool matches = _types.Matches(payload, values)
            && (!withReference || (!expected.IsEmpty && _types.Matches(CaughtExnRef, expected[^1])));
        if (!matches)
            ValidationErrors.LabelMismatch(Here, clause.Label.Value, expected, withReference ? [.. payload, CaughtExnRef] : payload);
    }

    private void Catch(uint tag)
    {
        ReadOnlySpan<ValType> payload = _context.Tag(tag, Here).Parameters.AsSpan();
        Handler(Opcode.Catch);
        Push(payload);
    }

    private void CatchAll() => Handler(Opcode.CatchAll);

    private void Handler(Opcode kind)
    {
        ref ControlFrame frame = ref Innermost;
        if (frame.Opcode is not (Opcode.Try or Opcode.Catch)) ValidationErrors.Invalid(Here, $"misplaced {kind.Mnemonic}");
        Leave(ref frame);
        frame.Opcode = kind;
        Open(ref frame);
    }

    private void Delegate(uint label)
    {
        ref ControlFrame frame = ref Innermost;
        if (frame.Opcode != Opcode.Try) ValidationErrors.Invalid(Here, "misplaced delegate");
        // The label counts from outside the try.
        if (label >= (uint)_depth - 1) ValidationErrors.Unknown(Here, "label", label);
        End();
    }

    private void Rethrow(uint label)
    {
        if (Label(label).Opcode is not (Opcode.Catch or Opcode.CatchAll))
            ValidationErrors.Invalid(Here, $"invalid rethrow label {label}");
        MarkUnreachable();
    }
}
