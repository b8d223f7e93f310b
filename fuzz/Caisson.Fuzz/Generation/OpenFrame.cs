using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What kind of structured instruction is open.</summary>
internal enum FrameKind
{
    Block,
    Loop,
    Try,

    /// <summary>A handler of a legacy <c>try</c>: its exception can be thrown again.</summary>
    Catch,
}

/// <summary>A structured instruction that is being generated, as validation sees it. spec: aux-ctrl</summary>
internal sealed class OpenFrame(FrameKind kind, int height, ValType[] parameters, ValType[] results)
{
    public FrameKind Kind { get; set; } = kind;

    /// <summary>Number of operands below it.</summary>
    public int Height { get; } = height;

    public ValType[] Parameters { get; } = parameters;

    public ValType[] Results { get; } = results;

    /// <summary>What a branch carries.</summary>
    public ValType[] LabelTypes => Kind == FrameKind.Loop ? Parameters : Results;

    /// <summary>Whether what follows can't be reached: operands that aren't there may be popped.</summary>
    public bool IsUnreachable { get; set; }
}
