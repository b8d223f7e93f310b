using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Caisson.Build.Tests;

/// <summary>The task as MSBuild runs it: assemblies and a source file, or errors with places.</summary>
public sealed class CompileWasmModulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-build-").FullName;
    private readonly Recorder _engine = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_module_becomes_an_assembly_and_a_property()
    {
        Assert.True(Run(Module("hello-world.wat", "(module)"), Module("b.wat", "(module (func))", ("Name", "Other"))));
        Assert.True(File.Exists(Output("App.Wasm.HelloWorld.dll")));
        Assert.True(File.Exists(Output("App.Wasm.Other.dll")));
        string source = File.ReadAllText(Output("WasmModules.g.cs"));
        Assert.Contains("namespace My.App;", source, StringComparison.Ordinal);
        Assert.Contains("EmbeddedModule HelloWorld { get; } = new global::App.Wasm.HelloWorld.Code();", source, StringComparison.Ordinal);
        Assert.Contains("EmbeddedModule Other { get; }", source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_earlier_build_left_goes()
    {
        Assert.True(Run(Module("a.wat", "(module)")));
        Assert.True(Run(Module("b.wat", "(module)")));
        Assert.False(File.Exists(Output("App.Wasm.A.dll")));
    }

    [Fact]
    public void An_invalid_module_is_an_error_of_its_file()
    {
        Assert.False(Run(Module("wrong.wat", "(module (func (result i32)))")));
        Assert.EndsWith("wrong.wat", Assert.Single(_engine.Errors).File, StringComparison.Ordinal);
        Assert.False(File.Exists(Output("WasmModules.g.cs")));
    }

    [Fact]
    public void Malformed_text_is_an_error_at_its_place()
    {
        Assert.False(Run(Module("wrong.wat", "(module\n  (fonc))")));
        Assert.Equal((2, 4), Assert.Single(_engine.Errors) is var error ? (error.LineNumber, error.ColumnNumber) : default);
    }

    [Fact]
    public void A_file_that_is_missing_is_an_error()
    {
        Assert.False(Run(new TaskItem(Path.Combine(_folder, "none.wasm"))));
        Assert.Contains("none.wasm", Assert.Single(_engine.Errors).File, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_modules_of_one_name_are_an_error()
    {
        Assert.False(Run(Module("a.wat", "(module)"), Module("b.wat", "(module)", ("Name", "A"))));
        Assert.Contains("same name, A", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_identifier_is_an_error()
    {
        Assert.False(Run(Module("a.wat", "(module)", ("Name", "not one"))));
        Assert.Contains("not one", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_that_is_neither_true_nor_false_is_an_error()
    {
        Assert.False(Run(Module("a.wat", "(module)", ("Fuel", "yes"))));
        Assert.Contains("Fuel", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    private string Output(string name) => Path.Combine(_folder, "out", name);

    private bool Run(params ITaskItem[] modules) =>
        new CompileWasmModules { BuildEngine = _engine, Modules = modules, Folder = Path.Combine(_folder, "out"), AssemblyName = "App", Namespace = "My.App" }.Execute();

    private TaskItem Module(string name, string text, params (string Name, string Value)[] metadata)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        var item = new TaskItem(path);
        foreach ((string key, string value) in metadata) item.SetMetadata(key, value);
        return item;
    }

    /// <summary>Remembers errors.</summary>
    private sealed class Recorder : IBuildEngine
    {
        public List<BuildErrorEventArgs> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

        public void LogCustomEvent(CustomBuildEventArgs e) { }

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

        public void LogMessageEvent(BuildMessageEventArgs e) { }

        public void LogWarningEvent(BuildWarningEventArgs e) { }
    }
}
