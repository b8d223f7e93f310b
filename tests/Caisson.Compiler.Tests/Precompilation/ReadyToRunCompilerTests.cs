using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Caisson.Compiler.Precompilation;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>crossgen2 as a process: found, bounded, ended, and its output not trusted.</summary>
public sealed class ReadyToRunCompilerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-r2r-").FullName;

    private string Image => Path.Combine(_folder, "image.dll");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Image_of_an_assembly_replaces_what_is_there_and_runs()
    {
        File.WriteAllText(Image, "old");
        string assembly = MakeAssembly("answer", 42);
        await Compiler().CompileAsync(assembly, Image, TestContext.Current.CancellationToken);
        Assert.Null(ReadyToRunImage.Problem(Image, assembly));
        Assert.Equal(["answer.dll", "image.dll"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());

        Assembly loaded = new AssemblyLoadContext("r2r").LoadFromAssemblyPath(Image);
        Assert.Equal(42, loaded.GetType("Answer")!.GetMethod("Get")!.Invoke(null, null));
    }

    [Fact]
    public void Assemblies_without_machine_code_and_of_another_assembly_are_told_apart()
    {
        string assembly = MakeAssembly("answer", 42);
        Assert.Equal("it has no machine code", ReadyToRunImage.Problem(assembly, assembly));
        File.WriteAllText(Image, "no assembly");
        Assert.NotNull(ReadyToRunImage.Problem(Image, assembly));
    }

    [Fact]
    public async Task Image_of_another_assembly_is_found_out()
    {
        await Compiler().CompileAsync(MakeAssembly("one", 1), Image, TestContext.Current.CancellationToken);
        Assert.Equal("it was made of another assembly", ReadyToRunImage.Problem(Image, MakeAssembly("two", 2)));
    }

    [Fact]
    public async Task Truncated_image_is_found_out()
    {
        string assembly = MakeAssembly("answer", 42);
        await Compiler().CompileAsync(assembly, Image, TestContext.Current.CancellationToken);
        File.WriteAllBytes(Image, File.ReadAllBytes(Image)[..600]);
        Assert.NotNull(ReadyToRunImage.Problem(Image, assembly));
    }

    [Fact]
    public async Task What_is_no_assembly_fails_with_the_words_of_the_tool_and_leaves_nothing()
    {
        string input = Path.Combine(_folder, "input.dll");
        File.WriteAllText(input, "no assembly");
        ReadyToRunException failure = await Assert.ThrowsAsync<ReadyToRunException>(() => Compiler().CompileAsync(input, Image));
        Assert.Contains("failed with exit code", failure.Message, StringComparison.Ordinal);
        Assert.Equal([input], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Tool_that_takes_too_long_is_ended_with_its_children()
    {
        string tool = Script("sleep 600 & echo $! > child; wait");
        ReadyToRunCompiler compiler = Find(tool, TimeSpan.FromMilliseconds(300));
        ReadyToRunException failure = await Assert.ThrowsAsync<ReadyToRunException>(() => compiler.CompileAsync(MakeAssembly("answer", 42), Image));
        Assert.Contains("took longer than", failure.Message, StringComparison.Ordinal);
        AssertChildEnds();
    }

    [Fact]
    public async Task Canceled_tool_is_ended()
    {
        string tool = Script("sleep 600 & echo $! > child; wait");
        using var cancellation = new CancellationTokenSource();
        Task running = Find(tool, TimeSpan.FromMinutes(1)).CompileAsync(MakeAssembly("answer", 42), Image, cancellation.Token);
        SpinWait.SpinUntil(() => File.Exists(Path.Combine(_folder, "child")) && File.ReadAllText(Path.Combine(_folder, "child")).EndsWith('\n'), TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        AssertChildEnds();
    }

    [Fact]
    public async Task Tool_that_says_much_is_quoted_in_short()
    {
        ReadyToRunCompiler compiler = Find(Script("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; exit 3"), TimeSpan.FromMinutes(1));
        ReadyToRunException failure = await Assert.ThrowsAsync<ReadyToRunException>(() => compiler.CompileAsync(MakeAssembly("answer", 42), Image));
        Assert.Contains("exit code 3: line 0\nline 1\n", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 4000, 5000);
    }

    [Fact]
    public async Task Tool_that_writes_nothing_and_tool_that_cannot_start_are_reported()
    {
        string assembly = MakeAssembly("answer", 42);
        ReadyToRunException silent = await Assert.ThrowsAsync<ReadyToRunException>(() => Find(Script("exit 0"), TimeSpan.FromMinutes(1)).CompileAsync(assembly, Image));
        Assert.Contains("there is no file", silent.Message, StringComparison.Ordinal);
        string plain = Path.Combine(_folder, "plain");
        File.WriteAllText(plain, "");
        await Assert.ThrowsAsync<ReadyToRunException>(() => Find(plain, TimeSpan.FromMinutes(1)).CompileAsync(assembly, Image));
    }

    [Fact]
    public void Path_without_a_tool_is_a_reason()
    {
        Assert.Null(ReadyToRunCompiler.Find(_folder, out string? reason));
        Assert.Equal($"there is no crossgen2 at {_folder}", reason);
    }

    private static ReadyToRunCompiler Compiler()
    {
        ReadyToRunCompiler? compiler = ReadyToRunCompiler.Find(out string? reason);
        Assert.SkipWhen(compiler is null, reason ?? "");
        return compiler!;
    }

    private static ReadyToRunCompiler Find(string tool, TimeSpan timeout)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the tools of this test are scripts");
        ReadyToRunCompiler found = ReadyToRunCompiler.Find(tool, out string? reason)!;
        Assert.Null(reason);
        return found with { Timeout = timeout };
    }

    private string Script(string lines)
    {
        string path = Path.Combine(_folder, "tool");
        File.WriteAllText(path, $"#!/bin/sh\ncd '{_folder}'\n{lines}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A child of an ended process may take a moment to be gone.</summary>
    private void AssertChildEnds()
    {
        int child = int.Parse(File.ReadAllText(Path.Combine(_folder, "child")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(child), TimeSpan.FromSeconds(30)));
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string MakeAssembly(string name, int answer)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        TypeBuilder type = builder.DefineDynamicModule(name).DefineType("Answer", TypeAttributes.Public);
        ILGenerator il = type.DefineMethod("Get", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        il.Emit(OpCodes.Ldc_I4, answer);
        il.Emit(OpCodes.Ret);
        type.CreateType();
        string path = Path.Combine(_folder, name + ".dll");
        builder.Save(path);
        return path;
    }
}
