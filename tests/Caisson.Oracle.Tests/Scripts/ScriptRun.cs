using System.Diagnostics;
using System.Globalization;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>Runs a script in a store of its own, and goes on after what fails.</summary>
internal sealed class ScriptRun(Features features)
{
    private static readonly ExecutionLimits Limits = new(Steps: 50_000_000, Depth: 1000, Bytes: 8L << 30);

    private readonly ScriptScope _scope = new(features, Limits);

    /// <summary>Number of assertions that hold.</summary>
    public int Passed { get; private set; }

    /// <summary>What doesn't hold or succeed, with lines.</summary>
    public List<string> Failures { get; } = [];

    public void Run(byte[] script)
    {
        foreach (Directive directive in WastScript.Parse(script).Directives) Run(directive);
    }

    private void Run(Directive directive)
    {
        try
        {
            Perform(directive);
            if (directive is AssertReturn or AssertActionFails or AssertModuleFails { Failure: ModuleFailure.Trap or ModuleFailure.Unlinkable }) Passed++;
        }
        catch (Exception e)
        {
            Failures.Add(string.Create(CultureInfo.InvariantCulture, $"{directive.Line}: {e.GetType().Name} {e.Message}"));
        }
    }

    private void Perform(Directive directive)
    {
        switch (directive)
        {
            case DefinitionDirective definition: _scope.Define(definition.Module); break;
            case ModuleDirective module: _scope.Instantiate(module.Module.Id, _scope.Define(module.Module)); break;
            case InstanceDirective instance: _scope.Instantiate(instance.Id, _scope.Definition(instance.Definition)); break;
            case RegisterDirective register: _scope.Register(register.Name, register.Instance); break;
            case ActionDirective action: Perform(action.Action); break;
            case AssertReturn assertion: Check(assertion); break;
            case AssertActionFails assertion: Check(assertion.Failure.ToString(), assertion.Message, () => Perform(assertion.Action)); break;
            case AssertModuleFails { Failure: ModuleFailure.Trap or ModuleFailure.Unlinkable } assertion:
                ModuleSyntax syntax = _scope.Compile(assertion.Module);
                Check(assertion.Failure.ToString(), assertion.Message, () => _scope.Instantiate(syntax));
                break;
            case AssertModuleFails: break;
            default: throw new ScriptFailure($"{directive.GetType().Name}: there is only one thread");
        }
    }

    private Val[] Perform(ScriptAction action)
    {
        ModuleInst instance = _scope.Instance(action.Instance);
        return (action, instance.Export(action.Name)) switch
        {
            (InvokeAction invoke, FuncInst function) => _scope.Store.Invoke(function, [.. invoke.Arguments.Select(Argument)]),
            (GetAction, GlobalInst global) => [global.Value],
            _ => throw new ScriptFailure($"no export {action.Name}"),
        };
    }

    private static Val Argument(ScriptValue argument) => argument switch
    {
        NumberValue { Type.Kind: ValKind.I32 } number => Val.I32((uint)number.Bits),
        NumberValue number => new Val(number.Type.Kind, number.Bits),
        VectorValue vector => Val.V128(MemInst.Read([.. vector.Bytes], 0, 8), MemInst.Read([.. vector.Bytes], 8, 8)),
        NullValue => Val.Ref(null),
        HostValue host when host.Heap == HeapType.Extern => Val.Extern(new HostObject(host.Number)),
        HostValue host => Val.Ref(new HostObject(host.Number)),
        _ => throw new UnreachableException(),
    };

    private void Check(AssertReturn assertion)
    {
        Val[] results = Perform(assertion.Action);
        if (ResultMatching.Match(_scope.Store, assertion.Results, results)) return;
        throw new ScriptFailure($"{assertion.Action.Name}: expected {string.Join(' ', assertion.Results)}, got {string.Join(' ', results)}");
    }

    private static void Check(string failure, string message, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (OutcomeOf(e) is var (kind, text))
        {
            if (kind == failure && (text.StartsWith(message, StringComparison.Ordinal) || message.StartsWith(text, StringComparison.Ordinal))) return;
            throw new ScriptFailure($"expected {failure} \"{message}\", got {kind} \"{text}\"");
        }
        throw new ScriptFailure($"expected {failure} \"{message}\", but it succeeds");
    }

    /// <summary>The kind of assertion that an outcome satisfies, and the words for it.</summary>
    private static (string Kind, string Text)? OutcomeOf(Exception e) => e switch
    {
        TrapStop trap => (nameof(ActionFailure.Trap), new TrapException(trap.Kind).WasmText),
        LimitStop { Kind: LimitKind.Depth } => (nameof(ActionFailure.Exhaustion), "call stack exhausted"),
        ThrowStop => (nameof(ActionFailure.Exception), ""),
        LinkStop => (nameof(ModuleFailure.Unlinkable), e.Message),
        _ => null,
    };
}
