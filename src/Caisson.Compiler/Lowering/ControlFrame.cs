using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>What kind of structured instruction a frame stands for.</summary>
internal enum FrameKind : byte
{
    Function,
    Block,
    Loop,
    If,
    Else,
    TryTable,
    Try,
    Catch,
}

/// <summary>An open structured instruction. spec: exec-label</summary>
internal sealed class ControlFrame(FrameKind kind, Label label, int height, IrType[] parameters, IrType[] results)
{
    public FrameKind Kind { get; set; } = kind;

    /// <summary>Where branches go.</summary>
    public Label Label { get; } = label;

    /// <summary>Where the else part starts; for an if.</summary>
    public Label? ElseLabel { get; init; }

    /// <summary>The innermost region that its instructions are in.</summary>
    public TryRegion? Region { get; set; }

    /// <summary>The region that a try opened.</summary>
    public TryRegion? Try { get; init; }

    /// <summary>The clauses of a try_table.</summary>
    public CatchClause[] Catches { get; set; } = [];

    /// <summary>The end of the catch clause of a legacy try, which it skips when the tag is another; null for catch_all.</summary>
    public Label? NextCatch { get; set; }

    /// <summary>Number of operands below the parameters.</summary>
    public int Height { get; } = height;

    public IrType[] Parameters { get; } = parameters;

    public IrType[] Results { get; } = results;

    /// <summary>What a branch to the label carries.</summary>
    public IrType[] BranchTypes => Kind == FrameKind.Loop ? Parameters : Results;
}
