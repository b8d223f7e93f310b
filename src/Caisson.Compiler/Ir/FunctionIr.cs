using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>A lowered function body, ready for passes and emission.</summary>
internal sealed class FunctionIr(int index, FuncType type)
{
    /// <summary>The module that it belongs to.</summary>
    public required ModuleSyntax Module { get; init; }

    /// <summary>Index in the module, imports included.</summary>
    public int Index { get; } = index;

    public FuncType Type { get; } = type;

    /// <summary>Parameters, then declared locals, then temporaries.</summary>
    public List<Local> Locals { get; init; } = [];

    /// <summary>How many of <see cref="Locals"/> are parameters or declared: those begin as zero, temporaries are set before they are read.</summary>
    public int DeclaredLocals { get; set; }

    /// <summary>The declared locals that may be read before they are set; null when nobody has looked, and it could be any.</summary>
    public IReadOnlyCollection<Local>? ReadAsZero { get; set; }

    public List<Statement> Body { get; set; } = [];

    /// <summary>Bytes of other functions' bodies that were lowered in place.</summary>
    public int InlinedBytes { get; set; }

    /// <summary>Whether it calls anything that could recurse.</summary>
    public bool HasCalls { get; set; }

    /// <summary>Whether it loads from memory or stores to it.</summary>
    public bool HasAccesses { get; set; }

    /// <summary>Whether it has regions whose exceptions may be caught.</summary>
    public bool HasRegions { get; set; }

    /// <summary>Whether exceptions may have to pass by a handler, because of a legacy <c>delegate</c>.</summary>
    public bool HasDelegates { get; set; }

    /// <summary>Whether it rotates numbers, which the JIT can't compare with zero.</summary>
    public bool HasRotations { get; set; }

    /// <summary>What it shares with its parts, when it was split.</summary>
    public SplitFrame? Frame { get; set; }

    /// <summary>Its parts, each a function of its own with the same locals.</summary>
    public List<FunctionIr> Parts { get; } = [];

    /// <summary>The part that it is; null when it is a whole function.</summary>
    public Part? Part { get; init; }
}
