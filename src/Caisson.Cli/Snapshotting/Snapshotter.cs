using System.Diagnostics;
using System.Globalization;
using Caisson.Cli.Input;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Runtime;
using Caisson.Wasi;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Snapshotting;

/// <summary>Runs a module's initialiser and writes what it left as a module. Nothing is written unless all went well.</summary>
/// <param name="settings">What to run, and where the snapshot goes.</param>
/// <param name="terminal">Where warnings go; the guest has the process's own streams.</param>
internal sealed class Snapshotter(SnapshotSettings settings, Terminal terminal)
{
    /// <summary>What a module without a program of its own exports to be called first, once.</summary>
    private const string Reactor = "_initialize";

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Takes the snapshot.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Failure">The module is bad, its initialiser failed, or what it left can't be captured.</exception>
    public int Run()
    {
        ModuleFile file = ModuleFile.Read(settings.Run.File);
        if (file.IsComponent) throw SnapshotFailures.Component(file);
        settings.Run.Guest.Grants?.RequireDirectories();
        return GuestThread.Run(settings.Run.Guest.MaxStack, () => Run(file));
    }

    private int Run(ModuleFile file)
    {
        try
        {
            Module module = GuestEngine.For(settings.Run.Guest, settings.Run.Timeout is not null, cache: null).Compile(file.Bytes);
            RequireInitializer(module);
            ModuleSnapshot.Check(module);
            byte[] snapshot = Take(module);
            Features features = module.Engine.Options.Features;
            ModuleValidator.Validate(ModuleDecoder.Decode(snapshot, features), features);
            PathErrors.WriteWhole(settings.Output, snapshot);
            Report($"{ByteSize.Format(file.Bytes.LongLength)} became {ByteSize.Format(snapshot.LongLength)}");
            return ExitCode.Success;
        }
        catch (SnapshotException error)
        {
            throw SnapshotFailures.From(error, file);
        }
        catch (OperationCanceledException) when (settings.Run.Timeout is { } timeout)
        {
            throw TrapReport.Waiting(timeout);
        }
        catch (Exception error) when (GuestFailures.Of(error, file) is { } failure)
        {
            throw failure;
        }
    }

    private void RequireInitializer(Module module)
    {
        if (!HasFunction(module, settings.Initializer)) throw SnapshotFailures.NoInitializer(module, settings);
        foreach (string name in (string[])[settings.Initializer, Reactor])
        {
            if (!HasFunction(module, name)) continue;
            FuncType type = Invocation.Find(module, name);
            if (type is not { Parameters.Length: 0, Results.Length: 0 }) throw SnapshotFailures.WrongType(name, type);
        }
        foreach ((string name, string old) in settings.Renames)
            if (!HasFunction(module, old)) throw SnapshotFailures.NothingToRename(module, name, old);
    }

    private byte[] Take(Module module)
    {
        using CancellationTokenSource deadline = new();
        using WasiPreview1 wasi = new(WasiSetup.For(settings.Run, settings.Run.Timeout is null ? default : deadline.Token));
        Imports imports = [];
        wasi.AddTo(imports);
        IReadOnlyList<string> unknown = new ImportResolver(module, settings.Run.Stubs).Complete(imports);
        if (unknown.Count > 0 && !settings.Run.Quiet)
            terminal.Error.WriteLine($"warning: not in WASI, or not with this type, and stop the guest when called: {string.Join(", ", unknown)}");

        if (settings.Run.Timeout is { } timeout) deadline.CancelAfter(timeout);
        Instance instance = Start(module, imports, deadline.Token);
        Report("initialized");
        if (wasi.ChangedDescriptors is { Count: > 0 } changed) throw SnapshotFailures.Descriptors(changed);
        return ModuleSnapshot.Take(instance, Options());
    }

    private Instance Start(Module module, Imports imports, CancellationToken deadline)
    {
        Interruption? interruption = null;
        try
        {
            Instance instance = module.Instantiate(
                imports, created => interruption = settings.Run.Timeout is null ? null : created.InterruptOn(deadline));
            Initialize(instance);
            return instance;
        }
        catch (WasiExitException exit)
        {
            throw SnapshotFailures.Exited(exit.ExitCode);
        }
        finally
        {
            interruption?.Dispose();
        }
    }

    private void Initialize(Instance instance)
    {
        if (HasFunction(instance.Module, Reactor) && settings.Initializer != Reactor) instance.GetFunction(Reactor).Invoke();
        instance.GetFunction(settings.Initializer).Invoke();
    }

    /// <summary>What has run must not run again, unless the user wants it.</summary>
    private SnapshotOptions Options() => new()
    {
        RemovedExports = settings.KeepInitializer ? [.. ((string[])[Reactor]).Where(name => name != settings.Initializer)] : [Reactor, settings.Initializer],
        RenamedFunctions = settings.Renames,
    };

    private static bool HasFunction(Module module, string name) =>
        module.Exports.Any(export => export.Name == name && export.Type is FuncExternType);

    private void Report(string step)
    {
        if (settings.Run.Verbose) terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} after {_watch.Elapsed.TotalMilliseconds:0} ms"));
    }
}
