using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Cli.Input;
using Caisson.Cli.Running;
using Caisson.Components.Text;
using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>Runs the directives of one script. Used by one thread.</summary>
internal sealed partial class ScriptRunner
{
    private readonly string _path;
    private readonly Engine _engine;
    private readonly ScriptDialect _dialect;
    private readonly ScriptReport _report;
    private readonly ScriptScope _scope;
    private readonly ScriptArguments _arguments = new();

    private ScriptRunner(string path, Engine engine, ScriptDialect dialect, ScriptReport report) =>
        (_path, _engine, _dialect, _report, _scope) = (path, engine, dialect, report, new ScriptScope(engine, dialect));

    /// <summary>Runs a script.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Gets a line for each failure.</param>
    /// <param name="checks">How accesses outside a memory are found.</param>
    /// <param name="backend">What makes the code; null for the usual one.</param>
    public static void Run(string path, ScriptReport report, MemoryChecks checks = MemoryChecks.Automatic, ICodeBackend? backend = null)
    {
        byte[] text = ModuleFile.ReadBytes(path);
        try
        {
            ImmutableArray<ScriptForm> outline = WastScript.Outline(text);
            ScriptSettings settings = ScriptSettings.Of(path, text, outline);
            if (settings.Unsupported is { } reason)
            {
                Skip(path, outline, reason, report);
                return;
            }
            EngineOptions options = EngineOptions.Default with { Features = settings.Features, MemoryChecks = checks, Backend = backend };
            if (settings.MaxMemoryBytes is { } most) options = options with { MaxMemoryBytes = most };
            var engine = new Engine(options);
            new ScriptRunner(path, engine, settings.Dialect, report).Run(ComponentScript.Parse(text).Directives);
        }
        catch (MalformedException e)
        {
            report.Fail(ScriptPhase.Decode, $"{path}:{e.Position?.Line}", e.Message);
        }
    }

    /// <summary>Counts the assertions of a script that can't be run; one for a script without any.</summary>
    private static void Skip(string path, ImmutableArray<ScriptForm> outline, string reason, ScriptReport report)
    {
        ScriptForm[] assertions = [.. outline.Where(form => form.Keyword.StartsWith("assert_", StringComparison.Ordinal))];
        foreach (ScriptForm form in assertions.DefaultIfEmpty(new ScriptForm(1, ""))) report.Skip(PhaseOf(form.Keyword), $"{path}:{form.Line}", reason);
    }

    private static ScriptPhase PhaseOf(string keyword) => keyword switch
    {
        "assert_malformed" or "assert_malformed_custom" => ScriptPhase.Decode,
        "assert_invalid" or "assert_invalid_custom" => ScriptPhase.Validate,
        _ => ScriptPhase.Run,
    };

    private static ScriptPhase PhaseOf(Directive directive) => directive switch
    {
        AssertModuleFails { Failure: ModuleFailure.Malformed or ModuleFailure.MalformedCustom } => ScriptPhase.Decode,
        AssertModuleFails { Failure: ModuleFailure.Invalid or ModuleFailure.InvalidCustom } => ScriptPhase.Validate,
        _ => ScriptPhase.Run,
    };

    /// <summary>Runs directives on a thread with enough stack for deep recursion.</summary>
    private void Run(ImmutableArray<Directive> directives) => GuestThread.Run(_engine.Options.MaxStackBytes, () =>
    {
        foreach (Directive directive in directives) Run(directive);
        WaitForAll();
        _components?.Dispose();
        return ExitCode.Success;
    });

    private void Run(Directive directive)
    {
        string place = $"{_path}:{directive.Line}";
        ScriptPhase phase = PhaseOf(directive);
        try
        {
            Perform(directive);
            if (IsAssertion(directive)) _report.Pass(phase);
        }
        catch (NotSupportedException e)
        {
            _report.Skip(phase, place, e.Message);
        }
        catch (ScriptFailure e)
        {
            _report.Fail(phase, place, e.Message);
        }
        catch (Exception e)
        {
            // A script goes on after any failure of the engine, whatever it throws.
            _report.Fail(phase, place, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static bool IsAssertion(Directive directive) => directive is AssertReturn or AssertActionFails or AssertModuleFails;

    private void Perform(Directive directive)
    {
        switch (directive)
        {
            case ModuleDirective module:
                Instantiate(module.Module.Id, module.Module);
                break;
            case DefinitionDirective definition:
                Define(definition.Module);
                break;
            case InstanceDirective instance:
                Instantiate(instance);
                break;
            case RegisterDirective register:
                Register(register);
                break;
            case ActionDirective action:
                PerformAny(action.Action);
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
