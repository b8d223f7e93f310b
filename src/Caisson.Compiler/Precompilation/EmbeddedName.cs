namespace Caisson.Compiler.Precompilation;

/// <summary>What code is called that becomes part of a program.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Class">The class in it, with its namespace.</param>
internal sealed record EmbeddedName(string Assembly, string Class);
