using System.Diagnostics;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

internal sealed partial class ScriptRunner
{
    private Value[] Perform(ScriptAction action)
    {
        Instance instance = _scope.Instance(action.Instance);
        return action switch
        {
            InvokeAction invoke => instance.GetFunction(invoke.Name).Invoke(_arguments.Evaluate(invoke.Arguments)),
            GetAction get => [instance.GetGlobal(get.Name).Value],
            _ => throw new UnreachableException(),
        };
    }

    private void PerformAny(ScriptAction action)
    {
        if (IsOfComponent(action.Instance)) PerformOnComponent(action, out _);
        else Perform(action);
    }

    private void CheckResults(AssertReturn assertion)
    {
        if (IsOfComponent(assertion.Action.Instance))
        {
            CheckComponentResult(assertion);
            return;
        }
        Value[] results = Perform(assertion.Action);
        if (ResultMatching.Match(assertion.Results, results)) return;
        throw new ScriptFailure(
            $"{assertion.Action.Name}: expected {ResultMatching.Describe(assertion.Results)}, got {ResultMatching.Describe(results)}");
    }

    private void CheckFailure(AssertActionFails assertion)
    {
        Value[] results = [];
        try
        {
            if (IsOfComponent(assertion.Action.Instance)) PerformOnComponent(assertion.Action, out _);
            else results = Perform(assertion.Action);
        }
        catch (Exception e) when (KindOf(e) is { } failure)
        {
            if (IsExpected(assertion.Failure, failure) && IsExpected(assertion.Message, e)) return;
            throw Unexpected(assertion.Failure, assertion.Message, e);
        }
        if (assertion.Failure == ActionFailure.Trap && _dialect.IsRefusal(assertion.Message, results)) return;
        throw new ScriptFailure(
            $"{assertion.Action.Name}: expected {assertion.Failure} \"{assertion.Message}\", got {ResultMatching.Describe(results)}");
    }

    private bool IsExpected(ActionFailure expected, ActionFailure failure) =>
        failure == expected || (_dialect.ExhaustionIsTrap && (expected, failure) == (ActionFailure.Trap, ActionFailure.Exhaustion));

    private static ActionFailure? KindOf(Exception e) => e switch
    {
        TrapException { Kind: TrapKind.StackExhausted } => ActionFailure.Exhaustion,
        TrapException => ActionFailure.Trap,
        WasmException => ActionFailure.Exception,
        _ => null,
    };

    private void CheckFailure(AssertModuleFails assertion)
    {
        try
        {
            CompileAndLink(assertion);
        }
        catch (Exception e) when (e is ModuleException or UnlinkableException or TrapException or ResourceException)
        {
            if (IsExpected(assertion.Failure, e) && IsExpected(assertion.Message, e)) return;
            throw Unexpected(assertion.Failure, assertion.Message, e);
        }
        throw new ScriptFailure($"expected {assertion.Failure} \"{assertion.Message}\", but the module is fine");
    }

    private bool IsExpected(ModuleFailure expected, Exception e) => expected switch
    {
        not (ModuleFailure.Unlinkable or ModuleFailure.Trap) when _dialect.MalformedIsInvalid => e is ModuleException,
        ModuleFailure.Malformed or ModuleFailure.MalformedCustom => e is MalformedException,
        ModuleFailure.Invalid or ModuleFailure.InvalidCustom => e is InvalidException,
        ModuleFailure.Unlinkable => e is UnlinkableException,
        _ => e is TrapException || (e is ResourceException && _dialect.RefusalsAreTraps),
    };

    private bool IsExpected(string message, Exception e) => _dialect.IsExpected(message, e);

    private static ScriptFailure Unexpected(Enum expected, string message, Exception e) =>
        new($"expected {expected} \"{message}\", got {e.GetType().Name} \"{e.Message}\"");
}
