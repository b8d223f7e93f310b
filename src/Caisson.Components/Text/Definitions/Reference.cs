using System.Collections.Immutable;
using Caisson.Components.Syntax;

namespace Caisson.Components.Text.Definitions;

/// <summary>
/// What stands for an index: a number, an identifier, or the way to an export of an instance. Resolving it may add aliases to the
/// scope, so it waits until everything is defined that stands before the definition that uses it. spec: sortidx
/// </summary>
/// <param name="Sort">The index space.</param>
/// <param name="Start">Where it stands.</param>
/// <param name="Id">The identifier, if it is one.</param>
/// <param name="Number">The number, if it is one.</param>
/// <param name="Exports">Names of exports: the first of the instance, which the index then stands for.</param>
internal readonly record struct Reference(Sort Sort, int Start, string? Id, uint Number, ImmutableArray<string> Exports)
{
    /// <summary>An index that is known.</summary>
    public static Reference To(Sort sort, uint index) => new(sort, Start: 0, Id: null, index, []);
}

/// <summary>A value type: one without definition, or what stands for one that is defined. spec: valtype</summary>
/// <param name="Prim">The code of the type without definition, or null.</param>
/// <param name="Defined">The defined type otherwise.</param>
internal readonly record struct ValTypeReference(byte? Prim, Reference Defined);
