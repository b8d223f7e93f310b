using System.Collections.Immutable;

namespace Caisson.Wasm.Text.Script;

/// <summary>A step of a script.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
public abstract record Directive(int Line);

/// <summary><c>(module …)</c> or <c>(component …)</c>: define a module or component and instantiate it.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Module">The module; its identifier names the instance, too.</param>
public sealed record ModuleDirective(int Line, ScriptModule Module) : Directive(Line);

/// <summary><c>(module definition …)</c> or <c>(component definition …)</c>: define a module or component.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Module">The module.</param>
public sealed record DefinitionDirective(int Line, ScriptModule Module) : Directive(Line);

/// <summary><c>(module instance …)</c> or <c>(component instance …)</c>: instantiate what has been defined.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Id">Identifier of the instance.</param>
/// <param name="Definition">Identifier of the module or component; the last one if null.</param>
/// <param name="IsComponent">Whether it is a component.</param>
public sealed record InstanceDirective(int Line, string? Id, string? Definition, bool IsComponent) : Directive(Line);

/// <summary><c>(register …)</c>: let later modules import from an instance.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Name">The module name of those imports.</param>
/// <param name="Instance">Identifier of the instance; the last one if null.</param>
public sealed record RegisterDirective(int Line, string Name, string? Instance) : Directive(Line);

/// <summary>An action of which the results don't matter, but that must succeed.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Action">The action.</param>
public sealed record ActionDirective(int Line, ScriptAction Action) : Directive(Line);

/// <summary><c>(assert_return …)</c>: an action has these results.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Action">The action.</param>
/// <param name="Results">What the results must match.</param>
public sealed record AssertReturn(int Line, ScriptAction Action, ImmutableArray<ResultPattern> Results) : Directive(Line);

/// <summary><c>(assert_trap …)</c>, <c>(assert_exhaustion …)</c>, <c>(assert_exception …)</c>: an action fails.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Action">The action.</param>
/// <param name="Failure">How it fails.</param>
/// <param name="Message">What the message begins with; empty for an exception.</param>
public sealed record AssertActionFails(int Line, ScriptAction Action, ActionFailure Failure, string Message) : Directive(Line);

/// <summary>
/// <c>(assert_malformed …)</c>, <c>(assert_invalid …)</c>, <c>(assert_unlinkable …)</c> and <c>(assert_trap …)</c> of a module or
/// component.
/// </summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Module">The module.</param>
/// <param name="Failure">How it fails.</param>
/// <param name="Message">What the message begins with.</param>
public sealed record AssertModuleFails(int Line, ScriptModule Module, ModuleFailure Failure, string Message) : Directive(Line);

/// <summary><c>(thread …)</c>: run directives at the same time as those that follow.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Id">Identifier of the thread.</param>
/// <param name="Shared">Identifiers of the instances that the thread may use, too.</param>
/// <param name="Directives">What the thread does.</param>
public sealed record ThreadDirective(int Line, string Id, ImmutableArray<string> Shared, ImmutableArray<Directive> Directives)
    : Directive(Line);

/// <summary><c>(wait …)</c>: wait for the end of a thread.</summary>
/// <param name="Line">The line where it begins.</param>
/// <param name="Thread">Identifier of the thread.</param>
public sealed record WaitDirective(int Line, string Thread) : Directive(Line);
