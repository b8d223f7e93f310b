using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Something that a module can import or export: a function, table, memory, global or tag. spec: syntax-externaddr</summary>
public abstract class Extern
{
    private protected Extern() { }

    /// <summary>What it is.</summary>
    public abstract ExternKind Kind { get; }

    /// <summary>The engine that numbered the types it mentions; null when it mentions none.</summary>
    internal abstract Engine? TypeEngine { get; }
}
