using System.Reflection;
using System.Runtime.Loader;
using Caisson.Compiler;
using Caisson.NativeAot;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Build.Tests;

/// <summary>The checks of the program that is compiled ahead of time, in this one: with the compiler at hand, and without.</summary>
public class EmbeddedModuleTests
{
    private static readonly Lazy<(EmbeddedModule Checks, EmbeddedModule Fueled)> Modules = new(() => (Load("Checks", EngineOptions.Default), Load("Fueled", EngineOptions.Default with { Fuel = 1 })));

    public static TheoryData<string> Checks => [.. EmbeddedChecks.All.Keys];

    [Theory, MemberData(nameof(Checks))]
    public void Runs_where_there_is_a_compiler(string check) => EmbeddedChecks.All[check](Modules.Value.Checks, Modules.Value.Fueled);

    [Fact]
    public void Its_code_depends_on_nothing_of_this_machine()
    {
        byte[] wasm = WatParser.Parse(File.ReadAllBytes(Source));
        using var output = new MemoryStream();
        EmbeddedCompiler.Write(wasm, "Portable", "Portable.Code", output);
        string text = System.Text.Encoding.Latin1.GetString(output.ToArray());
        Assert.DoesNotContain("Runtime.Intrinsics.X86", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Runtime.Intrinsics.Arm", text, StringComparison.Ordinal);
    }

    private static string Source => Path.Combine(AppContext.BaseDirectory, "checks.wat");

    private static EmbeddedModule Load(string name, EngineOptions options)
    {
        using var output = new MemoryStream();
        EmbeddedCompiler.Write(WatParser.Parse(File.ReadAllBytes(Source)), $"Embedded.{name}", $"Embedded.{name}.Code", output, options);
        output.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(output);
        return (EmbeddedModule)Activator.CreateInstance(assembly.GetType($"Embedded.{name}.Code", throwOnError: true)!)!;
    }
}
