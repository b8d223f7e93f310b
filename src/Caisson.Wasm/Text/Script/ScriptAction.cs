using System.Collections.Immutable;

namespace Caisson.Wasm.Text.Script;

/// <summary>Something that a script does with an instance.</summary>
/// <param name="Instance">Identifier of the instance; the last one if null.</param>
/// <param name="Name">Name of the export.</param>
public abstract record ScriptAction(string? Instance, string Name);

/// <summary><c>(invoke …)</c>: call a function.</summary>
/// <param name="Instance">Identifier of the instance; the last one if null.</param>
/// <param name="Name">Name of the function.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record InvokeAction(string? Instance, string Name, ImmutableArray<ScriptValue> Arguments) : ScriptAction(Instance, Name);

/// <summary><c>(get …)</c>: read a global.</summary>
/// <param name="Instance">Identifier of the instance; the last one if null.</param>
/// <param name="Name">Name of the global.</param>
public sealed record GetAction(string? Instance, string Name) : ScriptAction(Instance, Name);
