using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Cli.Input;
using Caisson.Cli.Running;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>Runs the directives of one script. Used by one thread.</summary>
internal sealed partial class ScriptRunner
{
    private readonly string _path;
    private readonly ScriptReport _report;
    private readonly ScriptScope _scope;
    private readonly ScriptArguments _arguments = new();

    private readonly Engine _engine;

    private ScriptRunner(string path, Engine engine, ScriptReport report) =>
        (_path, _engine, _report, _scope) = (path, engine, report, new ScriptScope(engine));

    /// <summary>Runs a script.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Gets a line for each failure.</param>
    public static void Run(string path, ScriptReport report)
    {
        try
        {
            WastScript script = WastScript.Parse(ModuleFile.ReadBytes(path));
            if (SuiteFeatures.Of(path) is { } features)
            {
                var engine = new Engine(EngineOptions.Default with { Features = features });
                new ScriptRunner(path, engine, report).Run(script.Directives);
                return;
            }
            foreach (Directive assertion in script.Directives.Where(IsAssertion))
                report.Skip($"{path}:{assertion.Line}", "the script is about a proposal that isn't supported");
        }
        catch (MalformedException e)
        {
            report.Fail($"{path}:{e.Position?.Line}", e.Message);
        }
    }

    /// <summary>Runs directives on a thread with enough stack for deep recursion.</summary>
    private void Run(ImmutableArray<Directive> directives) => GuestThread.Run(_engine.Options.MaxStackBytes, () =>
    {
        foreach (Directive directive in directives) Run(directive);
        return ExitCode.Success;
    });

    private void Run(Directive directive)
    {
        string place = $"{_path}:{directive.Line}";
        bool isAssertion = IsAssertion(directive);
        try
        {
            Perform(directive);
            if (isAssertion) _report.Pass();
        }
        catch (NotSupportedException e)
        {
            if (isAssertion) _report.Skip(place, e.Message);
        }
        catch (ScriptFailure e)
        {
            _report.Fail(place, e.Message);
        }
        catch (Exception e)
        {
            // A script goes on after any failure of the engine, whatever it throws.
            _report.Fail(place, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static bool IsAssertion(Directive directive) => directive is AssertReturn or AssertActionFails or AssertModuleFails;

    private void Perform(Directive directive)
    {
        switch (directive)
        {
            case ModuleDirective module:
                _scope.Instantiate(module.Module.Id, () => _scope.Define(module.Module));
                break;
            case DefinitionDirective definition:
                _scope.Define(definition.Module);
                break;
            case InstanceDirective instance:
                _scope.Instantiate(instance.Id, () => _scope.Definition(instance.Definition));
                break;
            case RegisterDirective register:
                _scope.Register(register.Name, register.Instance);
                break;
            case ActionDirective action:
                Perform(action.Action);
                break;
            case AssertReturn assertion:
                CheckResults(assertion);
                break;
            case AssertActionFails assertion:
                CheckFailure(assertion);
                break;
            case AssertModuleFails assertion:
                CheckFailure(assertion);
                break;
            case ThreadDirective thread:
                Start(thread);
                break;
            case WaitDirective wait:
                Wait(wait);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
