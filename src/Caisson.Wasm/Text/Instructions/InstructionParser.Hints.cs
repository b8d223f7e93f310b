using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Instructions;

internal sealed partial class InstructionParser
{
    private readonly List<(int Offset, byte Value)> _hints = [];

    /// <summary>The branch hints of the function that was parsed last: offsets in its body and what they say.</summary>
    public IReadOnlyList<(int Offset, byte Value)> Hints => _hints;

    private byte? TakeHint()
    {
        byte? hint = null;
        foreach (Annotation annotation in reader.TakeAnnotations(BranchHintAnnotation.Id))
        {
            if (hint is not null) throw BranchHintAnnotation.Error(reader.Source, annotation.Start, "duplicate annotation");
            hint = BranchHintAnnotation.Value(reader, annotation);
        }
        return hint;
    }

    private void CheckHint(byte? hint, Opcode opcode)
    {
        if (hint is null || opcode is Opcode.If or Opcode.BrIf) return;
        throw BranchHintAnnotation.InvalidTarget(reader.Source, reader.Current.Start);
    }

    private void AddHint(byte? hint)
    {
        if (hint is { } value) _hints.Add((_code.Length, value));
    }
}
