namespace Caisson.Wit;

/// <summary>A place in a text.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
public readonly record struct WitPosition(int Line, int Column)
{
    /// <summary><c>line:column</c>, as compilers write it.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
