using System.Diagnostics;
using System.Globalization;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Runtime;
using Caisson.Wasi;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Running;

/// <summary>Runs one program from file to exit code.</summary>
/// <param name="settings">What to run, and what it may use.</param>
/// <param name="terminal">Where results of <c>--invoke</c> and warnings go; the guest has the process's own streams.</param>
internal sealed class Runner(RunSettings settings, Terminal terminal)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Runs the program.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="Failure">It can't run, or it trapped.</exception>
    public int Run()
    {
        ModuleFile file = ModuleFile.Open(settings.File);
        settings.Guest.Grants?.RequireDirectories();
        return GuestThread.Run(settings.Guest.MaxStack, () => Run(file));
    }

    private int Run(ModuleFile file)
    {
        using GuestCache cache = GuestCache.Open(settings.Guest.Cache, file.Path, Warn);
        try
        {
            if (file.IsComponent) return new ComponentRunner(settings, terminal, Report).Run(file, cache);
            Module module = Compile(file, cache);
            using CancellationTokenSource? deadline = settings.Timeout is null ? null : new();
            using WasiPreview1 wasi = new(WasiSetup.For(settings, deadline?.Token ?? default));
            Imports imports = Link(module, wasi);
            if (settings.Timeout is { } timeout) deadline!.CancelAfter(timeout);
            return WasiThreads.AreUsedBy(module) ? RunThreads(module, imports, wasi, deadline?.Token ?? default) : Execute(module, imports, deadline?.Token ?? default);
        }
        catch (WasiExitException exit)
        {
            return exit.ExitCode;
        }
        catch (OperationCanceledException) when (settings.Timeout is { } timeout)
        {
            throw TrapReport.Waiting(timeout);
        }
        catch (Exception error) when (GuestFailures.Of(error, file) is { } failure)
        {
            throw failure;
        }
        finally
        {
            Report("done");
        }
    }

    private Module Compile(ModuleFile file, GuestCache cache)
    {
        bool isImage = file.Kind == FileKind.Image;
        Engine engine = GuestEngine.For(settings.Guest, isInterruptible: isImage || settings.Timeout is not null, cache.Cache);
        Module module = isImage ? Load(engine, file) : file.Compile(engine);
        cache.StartFilling();
        Report(module.IsPrecompiled ? "loaded" : "compiled");
        if (settings.Invoke is null && !HasFunction(module, "_start")) throw NothingToRun(module);
        return module;
    }

    private Module Load(Engine engine, ModuleFile file)
    {
        try
        {
            return engine.Load(settings.File);
        }
        catch (ImageException error)
        {
            if (!settings.Quiet) Warn($"{error.Message}; its module is compiled again");
            return engine.Compile(file.Bytes);
        }
    }

    private Imports Link(Module module, WasiPreview1 wasi)
    {
        Imports imports = [];
        wasi.AddTo(imports, module);
        IReadOnlyList<string> unknown = new ImportResolver(module, settings.Stubs).Complete(imports);
        if (unknown.Count > 0) Warn($"not in WASI, or not with this type, and stop the guest when called: {string.Join(", ", unknown)}");
        return imports;
    }

    private int RunThreads(Module module, Imports imports, WasiPreview1 wasi, CancellationToken deadline)
    {
        Threads(module, imports, wasi).Run(instance =>
        {
            using Interruption? interruption = InterruptionOf(instance, deadline);
            Execute(instance);
        });
        return ExitCode.Success;
    }

    private WasiThreads Threads(Module module, Imports imports, WasiPreview1 wasi)
    {
        try
        {
            return new WasiThreads(module, imports, wasi);
        }
        catch (ArgumentException error)
        {
            throw new Failure(ExitCode.Failed, error.Message) { Where = settings.File };
        }
    }

    /// <summary>The start function counts, too: it may be all of the program.</summary>
    private int Execute(Module module, Imports imports, CancellationToken deadline)
    {
        Interruption? interruption = null;
        try
        {
            return Execute(module.Instantiate(imports, created => interruption = InterruptionOf(created, deadline)));
        }
        finally
        {
            interruption?.Dispose();
        }
    }

    private Interruption? InterruptionOf(Instance instance, CancellationToken deadline) =>
        settings.Timeout is null ? null : instance.InterruptOn(deadline);

    private int Execute(Instance instance)
    {
        Report("instantiated");
        return settings.Invoke is { } name ? Invoke(instance.Module, instance, name) : Start(instance);
    }

    private static int Start(Instance instance)
    {
        instance.GetFunction("_start").Invoke();
        return ExitCode.Success;
    }

    private int Invoke(Module module, Instance instance, string name)
    {
        Value[] arguments = Invocation.ParseArguments(name, Invocation.Find(module, name), settings.Arguments);
        if (HasFunction(module, "_initialize")) instance.GetFunction("_initialize").Invoke();
        foreach (Value result in instance.GetFunction(name).Invoke(arguments)) terminal.Out.WriteLine(Invocation.Format(result));
        return ExitCode.Success;
    }

    private static bool HasFunction(Module module, string name)
    {
        foreach (Export export in module.Syntax.Exports)
            if (export.Kind == ExternKind.Func && export.Name == name) return true;
        return false;
    }

    private Failure NothingToRun(Module module)
    {
        string[] functions = [.. module.Exports.Where(export => export.Type is FuncExternType).Select(export => export.Name).Take(5)];
        return new Failure(ExitCode.Failed, "the module is no program: it exports no function `_start`")
        {
            Where = settings.File,
            Help = functions.Length == 0 ? null : $"`--invoke NAME` calls an export: {string.Join(", ", functions.Select(name => $"`{name}`"))}",
        };
    }

    private void Warn(string text)
    {
        if (!settings.Quiet) terminal.Error.WriteLine($"warning: {text}");
    }

    private void Report(string step)
    {
        if (settings.Verbose) terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} after {_watch.Elapsed.TotalMilliseconds:0} ms"));
    }
}
