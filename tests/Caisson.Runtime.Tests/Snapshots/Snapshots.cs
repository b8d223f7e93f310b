using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime.Tests;

/// <summary>Snapshots of modules written as text.</summary>
internal static class Snapshots
{
    private const Features All = Features.Wasm3 | Features.Threads | Features.CustomPageSizes;

    private static readonly Engine Engine = new(EngineOptions.Default with { Features = All });

    /// <summary>An instance whose initialiser, if it exports one named <c>init</c>, has run.</summary>
    public static Instance Initialized(string wat, Imports? imports = null)
    {
        Instance instance = Engine.Compile(WatParser.Parse(wat)).Instantiate(imports);
        if (instance.Exports.ContainsKey("init")) instance.GetFunction("init").Invoke();
        return instance;
    }

    /// <summary>A snapshot, decoded and validated.</summary>
    public static ModuleSyntax Take(Instance instance, SnapshotOptions? options = null, Features features = All)
    {
        ModuleSyntax snapshot = ModuleDecoder.Decode(ModuleSnapshot.Take(instance, options), features);
        ModuleValidator.Validate(snapshot, features);
        return snapshot;
    }

    /// <summary>A snapshot of an initialised instance.</summary>
    public static ModuleSyntax Of(string wat, Imports? imports = null) => Take(Initialized(wat, imports));

    /// <summary>A new instance of a snapshot.</summary>
    public static Instance Start(ModuleSyntax snapshot, Imports? imports = null) => Engine.Compile(snapshot.Bytes.ToArray()).Instantiate(imports);

    /// <summary>A new instance of a snapshot of an initialised instance; that of a snapshot of it has nothing more to say.</summary>
    public static Instance Restarted(string wat, Imports? imports = null)
    {
        ModuleSyntax snapshot = Of(wat, imports);
        Assert.True(snapshot.Bytes.Span.SequenceEqual(Take(Start(snapshot, imports)).Bytes.Span));
        return Start(snapshot, imports);
    }

    /// <summary>The only result of a call.</summary>
    public static Value Call(this Instance instance, string name, params Value[] arguments) => Assert.Single(instance.GetFunction(name).Invoke(arguments));

    /// <summary>Why there is no snapshot.</summary>
    public static string Refused(Func<Instance> instance) => Assert.Throws<SnapshotException>(() => ModuleSnapshot.Take(instance())).Message;
}
