using System.Reflection;

namespace Caisson.Cli.Tests.Startup;

/// <summary>What the start of the command is made of: see docs/startup.md.</summary>
public sealed class StartupTests : IDisposable
{
    /// <summary>What is compiled in the process when code is kept, and some for the report and other versions of the runtime. Without machine code in the tool it is more than a thousand.</summary>
    private const int MostJittedMethods = 40;

    /// <summary>What a start from kept code has no use for.</summary>
    private static readonly string[] Needless =
    [
        "Caisson.Components", "Caisson.Wit", "Spectre.Console", "System.CommandLine", "System.Collections.Concurrent", "System.Diagnostics.Process", "System.Diagnostics.StackTrace",
        "System.IO.MemoryMappedFiles", "System.Linq", "System.Net.Primitives", "System.Net.Sockets", "System.Reflection.Emit", "System.Reflection.Emit.ILGeneration",
        "System.Reflection.Emit.Lightweight", "System.Security.Cryptography",
    ];

    private const string Hello = """
        (module
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
          (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 100)))))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-startup-").FullName;

    [Fact]
    public void AllAssembliesHaveMachineCode()
    {
        Assert.SkipUnless(BuiltTool.HasMachineCode, "the tool was built without crossgen2");
        Assert.All(BuiltTool.Assemblies, assembly => Assert.True(BuiltTool.HasMachineCodeIn(assembly), assembly));
    }

    [Fact]
    public async Task VersionLoadsTheCommandAlone()
    {
        (string output, StartReport report) = await BuiltTool.RunAsync(_folder, "--version");
        Assert.Equal(Assembly.Load("caisson").GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, output.Trim());
        Assert.DoesNotContain(report.Assemblies, name => name.StartsWith("Caisson.", StringComparison.Ordinal) && name != "Caisson.Cli.Tests");
        Assert.DoesNotContain("Spectre.Console", report.Assemblies);
    }

    [Fact]
    public async Task AProgramWhoseCodeIsKeptEmitsNothing()
    {
        Assert.SkipUnless(BuiltTool.HasMachineCode, "the tool was built without crossgen2");
        string module = Path.Combine(_folder, "hello.wasm"), text = Path.ChangeExtension(module, ".wat");
        await File.WriteAllTextAsync(text, Hello);
        await BuiltTool.RunAsync(_folder, "parse", text);
        await BuiltTool.RunAsync(_folder, "run", module);
        await BuiltTool.RunAsync(_folder, "cache", "fill");

        (string output, StartReport report) = await BuiltTool.RunAsync(_folder, "run", module);

        Assert.Equal("hello\n", output);
        Assert.Contains(report.Assemblies, name => name.StartsWith("Caisson.Image.", StringComparison.Ordinal));
        Assert.Empty(Needless.Intersect(report.Assemblies));
        Assert.InRange(report.JittedMethods, 0, MostJittedMethods);
    }

    [Fact]
    public void OnlyServeAsksForTheFrameworkOfWebServers()
    {
        (string[] Frameworks, string Settings) run = BuiltTool.Configuration("caisson.runtimeconfig.json"), serve = BuiltTool.Configuration("caisson.serve.runtimeconfig.json");
        Assert.Equal(["Microsoft.NETCore.App"], run.Frameworks);
        Assert.Equal(["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"], serve.Frameworks);
        Assert.Equal(run.Settings, serve.Settings);
    }

    /// <summary>Deletes what the tests made.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
