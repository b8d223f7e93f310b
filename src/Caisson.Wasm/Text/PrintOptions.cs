namespace Caisson.Wasm.Text;

/// <summary>How <see cref="WatPrinter"/> writes. Immutable.</summary>
public sealed record PrintOptions
{
    /// <summary>One instruction a line.</summary>
    public static readonly PrintOptions Default = new();

    /// <summary>Whether instructions stand around their operands, in parentheses. Default: no.</summary>
    public bool Fold { get; init; }
}
