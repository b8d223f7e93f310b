using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>Runs one component from its bytes to an exit code.</summary>
/// <param name="settings">What to run, and what it may use.</param>
/// <param name="terminal">Where results of <c>--invoke</c> go; the guest has the process's own streams.</param>
/// <param name="report">Told each step that is done.</param>
internal sealed class ComponentRunner(RunSettings settings, Terminal terminal, Action<string> report)
{
    private static readonly string[] Programs = ["wasi:cli/run@0.3.0", "wasi:cli/run@0.2.0"];

    /// <summary>Runs the component.</summary>
    /// <param name="file">The component.</param>
    /// <param name="cache">Where its code is kept.</param>
    /// <returns>Its exit code.</returns>
    public int Run(ModuleFile file, GuestCache cache)
    {
        Engine engine = GuestEngine.For(settings.Guest, settings.Timeout is not null, cache.Cache);
        var component = Component.Compile(engine, file.Bytes);
        report("compiled");
        using CancellationTokenSource deadline = new();
        using WasiComponents wasi = new(WasiSetup.For(settings, settings.Timeout is null ? default : deadline.Token));
        ComponentLinker linker = new(engine);
        wasi.AddTo(linker);
        ComponentStubs.AddTo(linker, component.Type, settings.Stubs);
        if (settings.Timeout is { } timeout) deadline.CancelAfter(timeout);
        ComponentInstance instance = linker.Instantiate(component);
        cache.StartFilling();
        using (instance.Store)
        {
            report("instantiated");
            try
            {
                return settings.Invoke is { } name ? Invoke(instance, name, deadline.Token) : Start(instance, deadline.Token);
            }
            catch (OperationCanceledException) when (settings.Timeout is { } time)
            {
                throw TrapReport.Waiting(time);
            }
        }
    }

    private int Start(ComponentInstance instance, CancellationToken deadline)
    {
        string? program = Array.Find(Programs, instance.Has);
        if (program is null) throw NothingToRun(instance);
        ComponentValue result = instance.GetFunction(program, "run").Call([], deadline);
        return result.IsOk ? ExitCode.Success : ExitCode.Failed;
    }

    private int Invoke(ComponentInstance instance, string name, CancellationToken deadline)
    {
        ComponentInvocation invocation = ComponentInvocation.Parse(instance, name, settings.Arguments);
        ComponentValue result = invocation.Function.Call(invocation.Arguments, deadline);
        if (invocation.Function.Type.Result is not null) terminal.Out.WriteLine(Wave.Print(result));
        return ExitCode.Success;
    }

    private Failure NothingToRun(ComponentInstance instance)
    {
        bool isService = instance.ExportNames.Any(name => name.StartsWith("wasi:http/", StringComparison.Ordinal));
        string[] functions = [.. ComponentInvocation.Names(instance).Take(5)];
        return new Failure(ExitCode.Failed, "the component is no program: it exports no `wasi:cli/run`")
        {
            Where = settings.File,
            Help = isService ? "it answers HTTP requests: `caisson serve` runs it"
                : functions.Length == 0 ? null
                : $"`--invoke NAME` calls an export: {string.Join(", ", functions.Select(name => $"`{name}`"))}",
        };
    }
}
