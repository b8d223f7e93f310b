using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Lowering;

/// <summary>What kind of structured instruction a frame stands for.</summary>
internal enum FrameKind : byte
{
    Function,
    Block,
    Loop,
    If,
    Else,
}

/// <summary>An open structured instruction. spec: exec-label</summary>
internal sealed class ControlFrame(FrameKind kind, Label label, int height, IrType[] parameters, IrType[] results)
{
    public FrameKind Kind { get; set; } = kind;

    /// <summary>Where branches go.</summary>
    public Label Label { get; } = label;

    /// <summary>Where the else part starts; for an if.</summary>
    public Label? ElseLabel { get; init; }

    /// <summary>Number of operands below the parameters.</summary>
    public int Height { get; } = height;

    public IrType[] Parameters { get; } = parameters;

    public IrType[] Results { get; } = results;

    /// <summary>What a branch to the label carries.</summary>
    public IrType[] BranchTypes => Kind == FrameKind.Loop ? Parameters : Results;
}
