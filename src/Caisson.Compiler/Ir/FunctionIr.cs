using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>A lowered function body, ready for passes and emission.</summary>
internal sealed class FunctionIr(int index, FuncType type)
{
    /// <summary>Index in the module, imports included.</summary>
    public int Index { get; } = index;

    public FuncType Type { get; } = type;

    /// <summary>Parameters, then declared locals, then temporaries.</summary>
    public List<Local> Locals { get; } = [];

    /// <summary>How many of <see cref="Locals"/> are parameters or declared: those begin as zero, temporaries are set before they are read.</summary>
    public int DeclaredLocals { get; set; }

    public List<Statement> Body { get; set; } = [];

    /// <summary>Whether it calls anything that could recurse.</summary>
    public bool HasCalls { get; set; }

    /// <summary>Whether it has regions whose exceptions may be caught.</summary>
    public bool HasRegions { get; set; }

    /// <summary>Whether exceptions may have to pass by a handler, because of a legacy <c>delegate</c>.</summary>
    public bool HasDelegates { get; set; }

    /// <summary>Whether it rotates numbers, which the JIT can't compare with zero.</summary>
    public bool HasRotations { get; set; }
}
