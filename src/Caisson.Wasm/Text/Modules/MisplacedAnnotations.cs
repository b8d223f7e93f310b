using Caisson.Wasm.Text.Instructions;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

/// <summary>Annotations that mean something, but not where they stand. spec: text-annot</summary>
internal static class MisplacedAnnotations
{
    /// <summary>Refuses what no parser of the whole text has made use of.</summary>
    /// <exception cref="MalformedException">There is one.</exception>
    public static void Reject(TokenReader reader)
    {
        foreach (Annotation annotation in reader.Annotations)
        {
            if (annotation.Taken) continue;
            if (annotation.Id == BranchHintAnnotation.Id) throw BranchHintAnnotation.Error(reader.Source, annotation.Start, "not in a function");
            if (annotation.Id is not (CustomAnnotation.Id or NameAnnotation.Id)) continue;
            throw TextErrors.At(reader.Source, annotation.Start, TextErrors.Misplaced(annotation.Id));
        }
    }
}
