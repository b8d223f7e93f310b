namespace Caisson.Wasm.Text.Script;

/// <summary>A form of a script, known by its keyword only.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Keyword">Its keyword; empty when it has none.</param>
public sealed record ScriptForm(int Line, string Keyword);
