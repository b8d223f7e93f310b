namespace Caisson.Wasm.Text;

/// <summary>How <see cref="WatParser"/> reads. Immutable; change a copy with <c>with</c>.</summary>
public sealed record ParseOptions
{
    /// <summary>The standard's text format, with all proposals that are known.</summary>
    public static readonly ParseOptions Default = new();

    /// <summary>
    /// The version of the format. Without <see cref="Features.Memory64"/>, limits are numbers of 32 bits; what else is not there is for
    /// the decoder of the result to refuse. Default: all.
    /// </summary>
    public Features Features { get; init; } = Features.All;

    /// <summary>
    /// Whether instructions without parentheses may stand between the operands of a folded one, in the order in which they are
    /// executed. The standard's grammar doesn't have them; Wasmtime takes them. Default: no.
    /// </summary>
    public bool FlatInsideFolded { get; init; }
}
