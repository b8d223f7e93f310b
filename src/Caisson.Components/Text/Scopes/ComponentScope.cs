using Caisson.Components.Syntax;
using Caisson.Components.Text.Encode;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Components.Text.Scopes;

/// <summary>
/// A component, or the type of a component, an instance or a core module: index spaces, and where definitions go. Not thread-safe.
/// spec: alias outer
/// </summary>
/// <param name="parent">The scope around it.</param>
/// <param name="id">Its identifier, for outer aliases.</param>
/// <param name="output">Where its definitions go.</param>
internal sealed class ComponentScope(ComponentScope? parent, string? id, DefinitionWriter output)
{
    private readonly IndexSpace?[] _spaces = new IndexSpace?[Sorts.Count];

    public ComponentScope? Parent => parent;

    public string? Id => id;

    public DefinitionWriter Output => output;

    /// <summary>Types that inline function types of a core module type need, until they are taken.</summary>
    public SectionWriter ImplicitTypes { get; } = new();

    /// <summary>The scope of core types.</summary>
    public ModuleScope Core => field ??= new ModuleScope(ImplicitTypes);

    /// <summary>Exports that were written inside definitions; they come after all definitions.</summary>
    public List<InlineExportName> InlineExports { get; } = [];

    /// <summary>The index space of a sort.</summary>
    public IndexSpace this[Sort sort] => sort == Sort.CoreType ? Core.Types : _spaces[(int)sort] ??= new IndexSpace(sort.Text);

    /// <summary>The names of a sort's definitions; null when there are none.</summary>
    public IReadOnlyList<(uint Index, string Name)>? NamesOf(Sort sort) => sort == Sort.CoreType ? Core.Types.Names : _spaces[(int)sort]?.Names;
}

/// <summary>An export that was written inside a definition.</summary>
/// <param name="Name">The encoded name.</param>
/// <param name="Sort">The index space of the definition.</param>
/// <param name="Index">Its index.</param>
internal readonly record struct InlineExportName(byte[] Name, Sort Sort, uint Index);
