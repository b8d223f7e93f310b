using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Cli;

/// <summary>wasi:cli: arguments, environment, exit, standard streams and terminals.</summary>
internal static class CliInterfaces
{
    private static readonly ComponentResourceType TerminalInputType = new("terminal-input", static _ => { }), TerminalOutputType = new("terminal-output", static _ => { });

    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        DefineEnvironment(p2["cli/environment"], "initial-cwd", host.Options);
        DefineEnvironment(p3["cli/environment"], "get-initial-cwd", host.Options);
        DefineExit(p2["cli/exit"]);
        DefineExit(p3["cli/exit"]);
        DefineStreams(p2, host);
        DefineStreams(p3, host.Options);
        DefineTerminals(p2, host.Options);
        DefineTerminals(p3, host.Options);
    }

    private static void DefineEnvironment(ComponentLinkerInstance environment, string workingDirectory, WasiOptions options) => environment
        .DefineFunction("get-environment", (_, _) => ComponentValue.List(
            [.. options.Environment.Select(variable => ComponentValue.Tuple(ComponentValue.String(variable.Key), ComponentValue.String(variable.Value)))]))
        .DefineFunction("get-arguments", (_, _) => ComponentValue.List([.. options.Args.Select(ComponentValue.String)]))
        .DefineFunction(workingDirectory, (_, _) => ComponentValue.None);

    private static void DefineExit(ComponentLinkerInstance exit) => exit
        .DefineFunction("exit", (_, a) => throw new WasiExitException(a[0].IsOk ? 0 : 1))
        .DefineFunction("exit-with-code", (_, a) => throw new WasiExitException(a[0].AsByte()));

    private static void DefineStreams(InterfaceSet p2, WasiHost host)
    {
        p2["cli/stdin"].DefineResource("input-stream", IoInterfaces.InputStreamType)
            .DefineFunction("get-stdin", (_, _) => IoInterfaces.InputStreamType.New(host.Stdin));
        DefineOutput(p2["cli/stdout"], "get-stdout", host.Options.Stdout);
        DefineOutput(p2["cli/stderr"], "get-stderr", host.Options.Stderr);

        void DefineOutput(ComponentLinkerInstance instance, string function, Stream stream) => instance
            .DefineResource("output-stream", IoInterfaces.OutputStreamType)
            .DefineFunction(function, (_, _) => IoInterfaces.OutputStreamType.New(new OutputStream(new StreamSink(stream, isOwned: false), host.Options.Cancellation)));
    }

    private static void DefineStreams(InterfaceSet p3, WasiOptions options)
    {
        p3["cli/stdin"].DefineFunction("read-via-stream", (_, _) => HostValues.ReadVia(new StreamSource(options.Stdin, isOwned: false), ToError));
        p3["cli/stdout"].DefineFunction("write-via-stream", (_, a) => HostValues.WriteVia(a[0], new StreamSink(options.Stdout, isOwned: false), ToError));
        p3["cli/stderr"].DefineFunction("write-via-stream", (_, a) => HostValues.WriteVia(a[0], new StreamSink(options.Stderr, isOwned: false), ToError));
    }

    private static void DefineTerminals(InterfaceSet set, WasiOptions options)
    {
        set["cli/terminal-input"].DefineResource("terminal-input", TerminalInputType);
        set["cli/terminal-output"].DefineResource("terminal-output", TerminalOutputType);
        DefineTerminal("stdin", "terminal-input", TerminalInputType, options.Stdin);
        DefineTerminal("stdout", "terminal-output", TerminalOutputType, options.Stdout);
        DefineTerminal("stderr", "terminal-output", TerminalOutputType, options.Stderr);

        void DefineTerminal(string name, string resource, ComponentResourceType type, Stream stream) => set[$"cli/terminal-{name}"]
            .DefineResource(resource, type)
            .DefineFunction($"get-terminal-{name}", (_, _) => stream is StandardStream { IsTerminal: true } ? ComponentValue.Some(type.New(stream)) : ComponentValue.None);
    }

    private static ComponentValue ToError(IoError error) => ComponentValue.Enum(error.Errno switch
    {
        Errno.Pipe => "pipe",
        Errno.IllegalSequence => "illegal-byte-sequence",
        _ => "io",
    });
}
