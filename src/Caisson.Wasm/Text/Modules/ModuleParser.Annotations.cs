using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Instructions;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

// Annotations that end up in custom sections. spec: text-customannot, text-nameannot, text-branchhints
internal sealed partial class ModuleParser
{
    private readonly SectionWriter branchHints = new();

    private void NameModule(string? id)
    {
        names.Module = id;
        bool named = false;
        foreach (Annotation annotation in reader.TakeAnnotations(NameAnnotation.Id))
        {
            if (named) throw NameAnnotation.Error(reader, annotation.Start, "multiple module names");
            names.Module = NameAnnotation.Content(reader, annotation);
            named = true;
        }
    }

    /// <summary>Adds the custom sections that stand before the current field.</summary>
    private void Customs()
    {
        foreach (Annotation annotation in reader.TakeAnnotations(CustomAnnotation.Id))
        {
            CustomAnnotation custom = CustomAnnotation.Parse(reader, annotation);
            writer.AddCustom(custom.Placement, custom.Name, custom.Content);
        }
    }

    /// <summary>Keeps the hints of the function that has just been parsed, and finds those that stand before nothing.</summary>
    private void AddBranchHints(uint function, int firstToken)
    {
        if (reader.FindUntaken(BranchHint.Id, firstToken) is { } stray) throw BranchHint.InvalidTarget(reader.Source, stray.Start);
        if (instructions.Hints.Count == 0) return;
        ByteWriter item = branchHints.Item();
        item.Unsigned(function);
        item.Unsigned((ulong)instructions.Hints.Count);
        foreach ((int offset, byte value) in instructions.Hints)
        {
            item.Unsigned((ulong)offset);
            item.Vector([value]);
        }
    }

    private void WriteBranchHints()
    {
        if (branchHints.Count == 0) return;
        writer.AddCustom(CustomPlacement.Before(SectionId.Code), BranchHint.Id, branchHints.ToArray());
    }

    private void RejectMisplacedAnnotations()
    {
        foreach (Annotation annotation in reader.Annotations.Where(annotation => !annotation.Taken))
        {
            if (annotation.Id == BranchHint.Id) throw BranchHint.Error(reader.Source, annotation.Start, "not in a function");
            if (annotation.Id is not (CustomAnnotation.Id or NameAnnotation.Id)) continue;
            throw TextErrors.At(reader.Source, annotation.Start, TextErrors.Misplaced(annotation.Id));
        }
    }
}
