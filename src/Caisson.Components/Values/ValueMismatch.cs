namespace Caisson.Components.Values;

/// <summary>Why a value doesn't fit a type, and where in it.</summary>
/// <param name="Path">From the whole value to the part, as <c>.field</c>, <c>[index]</c> and <c>(case)</c>; empty for the whole.</param>
/// <param name="Reason">What is wrong.</param>
internal sealed record ValueMismatch(string Path, string Reason)
{
    /// <summary>The same of a value that has this one as a part.</summary>
    public ValueMismatch In(string step) => this with { Path = step + Path };

    /// <summary>The path and the reason, for people.</summary>
    public override string ToString() => Path.Length == 0 ? Reason : $"at {Path}: {Reason}";
}
