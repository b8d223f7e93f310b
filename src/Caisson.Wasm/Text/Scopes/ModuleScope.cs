using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Wasm.Text.Scopes;

/// <summary>All index spaces of a module. Not thread-safe. spec: text-context</summary>
/// <param name="typeSection">Where types go that inline function types need.</param>
internal sealed class ModuleScope(SectionWriter typeSection)
{
    public IndexSpace Types { get; } = new("type");

    public IndexSpace Functions { get; } = new("function");

    public IndexSpace Tables { get; } = new("table");

    public IndexSpace Memories { get; } = new("memory");

    public IndexSpace Globals { get; } = new("global");

    public IndexSpace Tags { get; } = new("tag");

    public IndexSpace Elems { get; } = new("elem segment");

    public IndexSpace Datas { get; } = new("data segment");

    /// <summary>What the types are.</summary>
    public TypeTable TypeTable { get; } = new(typeSection);

    /// <summary>The space of things that can be imported and exported.</summary>
    public IndexSpace this[ExternKind kind] => kind switch
    {
        ExternKind.Func => Functions,
        ExternKind.Table => Tables,
        ExternKind.Mem => Memories,
        ExternKind.Global => Globals,
        _ => Tags,
    };
}
