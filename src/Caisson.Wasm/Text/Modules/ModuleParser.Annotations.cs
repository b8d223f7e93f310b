using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Instructions;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

// Annotations that end up in custom sections. spec: text-customannot, text-nameannot, text-branchhints
internal sealed partial class ModuleParser
{
    private readonly SectionWriter _branchHints = new();

    private void NameModule(string? id)
    {
        _names.Module = id;
        bool named = false;
        foreach (Annotation annotation in _reader.TakeAnnotations(NameAnnotation.Id))
        {
            if (named) throw NameAnnotation.Error(_reader, annotation.Start, "multiple module names");
            _names.Module = NameAnnotation.Content(_reader, annotation);
            named = true;
        }
    }

    /// <summary>Adds the custom sections that stand before the current field.</summary>
    private void Customs()
    {
        foreach (Annotation annotation in _reader.TakeAnnotations(CustomAnnotation.Id))
        {
            CustomAnnotation custom = CustomAnnotation.Parse(_reader, annotation);
            _writer.AddCustom(custom.Placement, custom.Name, custom.Content);
        }
    }

    /// <summary>Keeps the hints of the function that has just been parsed, and finds those that stand before nothing.</summary>
    private void AddBranchHints(uint function, int firstToken)
    {
        if (_reader.FindUntaken(BranchHintAnnotation.Id, firstToken) is { } stray) throw BranchHintAnnotation.InvalidTarget(_reader.Source, stray.Start);
        if (_instructions.Hints.Count == 0) return;
        ByteWriter item = _branchHints.Item();
        item.Unsigned(function);
        item.Unsigned((ulong)_instructions.Hints.Count);
        foreach ((int offset, byte value) in _instructions.Hints)
        {
            item.Unsigned((ulong)offset);
            item.Vector([value]);
        }
    }

    private void WriteBranchHints()
    {
        if (_branchHints.Count == 0) return;
        _writer.AddCustom(CustomPlacement.Before(SectionId.Code), BranchHintAnnotation.Id, _branchHints.ToArray());
    }
}
