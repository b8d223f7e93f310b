using Caisson.Cli.CommandLine;
using System.Text;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Wit;
using Caisson.Wit.Encoding;
using Caisson.Wit.Printing;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson wit</c>: checks a WIT package, and writes it as text or in the binary form.</summary>
internal sealed class WitVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _path = new("FILE|DIR");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "OUT",
        Description = "Where to write. Default: standard output; with --wasm FILE or DIR with the extension .wasm.",
    };

    private readonly Option<string[]> _dependencies = new("--deps")
    {
        HelpName = "DIR",
        Description = "A folder of packages that the package depends on, besides its own folder deps.",
    };

    private readonly Option<string[]> _features = new("--features")
    {
        HelpName = "NAME[,NAME]",
        Description = "Keep what is unstable under these features; `all` for every one.",
    };

    private readonly Option<string?> _target = new("--target") { HelpName = "VERSION", Description = "Leave out what came after this version of the package." };
    private readonly Option<bool> _all = new("--all") { Description = "Write also the packages that it depends on, so that the text stands alone." };
    private readonly Option<bool> _wasm = new("--wasm") { Description = "Write the binary form." };

    /// <summary>The verb.</summary>
    public WitVerb(Terminal terminal)
        : base("wit", "Checks a WIT package, text or binary, and writes it with all that its worlds get from others.")
    {
        _terminal = terminal;
        Add(_output);
        Add(_wasm);
        Add(_all);
        Add(_dependencies);
        Add(_features);
        Add(_target);
        Add(_path);
        SetAction(Write);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson wit wit/", "caisson wit --features tls --all app.wit", "caisson wit --wasm wit/ -o app-wit.wasm"];

    private int Write(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_path);
        WitResolution packages = WitFile.Read(path, parsed.GetValue(_dependencies) ?? [], ResolveOptionsOf(parsed));
        if (parsed.GetValue(_wasm)) WriteBinary(parsed, path, packages);
        else WriteText(parsed, packages);
        return ExitCode.Success;
    }

    private ResolveOptions ResolveOptionsOf(ParseResult parsed)
    {
        string[] features = [.. (parsed.GetValue(_features) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        SemVersion? target = null;
        if (parsed.GetValue(_target) is { } text && !SemVersion.TryParse(text, out target))
        {
            throw new Failure(ExitCode.Usage, $"`{text}` is no version") { Help = "write --target MAJOR.MINOR.PATCH, as in --target 0.2.4" };
        }

        return new ResolveOptions { Features = features, AllFeatures = features.Contains("all"), TargetVersion = target };
    }

    private void WriteText(ParseResult parsed, WitResolution packages)
    {
        string text = parsed.GetValue(_all) ? WitPrinter.Print(packages) : WitPrinter.Print(packages.Main);
        if (parsed.GetValue(_output) is { } output) PathErrors.Write(output, Encoding.UTF8.GetBytes(text));
        else _terminal.Out.Write(text);
    }

    private void WriteBinary(ParseResult parsed, string path, WitResolution packages)
    {
        string output = parsed.GetValue(_output) ?? Path.ChangeExtension(Path.TrimEndingDirectorySeparator(path), ".wasm");
        if (Path.GetFullPath(output) == Path.GetFullPath(path)) throw new Failure(ExitCode.Usage, $"`{path}` would overwrite itself") { Help = "name another file with -o" };
        PathErrors.Write(output, WitEncoder.Encode(packages.Main));
    }
}
