using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>A structured instruction that is being generated, as validation sees it. spec: aux-ctrl</summary>
internal sealed class OpenFrame(bool isLoop, int height, ValType[] parameters, ValType[] results)
{
    /// <summary>Number of operands below it.</summary>
    public int Height { get; } = height;

    public ValType[] Parameters { get; } = parameters;

    public ValType[] Results { get; } = results;

    /// <summary>What a branch carries.</summary>
    public ValType[] LabelTypes => isLoop ? Parameters : Results;

    /// <summary>Whether what follows can't be reached: operands that aren't there may be popped.</summary>
    public bool IsUnreachable { get; set; }
}
