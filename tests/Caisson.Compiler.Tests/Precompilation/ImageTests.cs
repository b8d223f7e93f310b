using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Caisson.Compiler.Precompilation;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>Modules that are saved and loaded: they do the same, and what isn't theirs isn't run.</summary>
public sealed class ImageTests : IDisposable
{
    private const string Sum = """
        (module $sum
          (import "host" "twice" (func $twice (param i32) (result i32)))
          (memory (export "memory") 1)
          (type $binary (func (param i32 i32) (result i32)))
          (table 2 funcref) (elem (i32.const 0) $add $sub)
          (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
          (func $sub (type $binary) (i32.sub (local.get 0) (local.get 1)))
          (func (export "apply") (param i32 i32 i32) (result i32) (call_indirect (type $binary) (local.get 1) (local.get 2) (local.get 0)))
          (func (export "loads") (param i32) (result i32) (call $load (local.get 0)))
          (func $load (param i32) (result i32) (i32.load (local.get 0)))
          (func (export "doubled") (param i32) (result i32) (call $twice (local.get 0)))
          (func (export "divided") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))
        """;

    private const string Points = """
        (module
          (type $point (sub (struct (field (mut i32)) (field (mut f64)))))
          (type $deep (sub $point (struct (field (mut i32)) (field (mut f64)) (field (mut anyref)))))
          (func (export "make") (param i32 f64) (result (ref $deep)) (struct.new $deep (local.get 0) (local.get 1) (ref.i31 (local.get 0))))
          (func (export "is_point") (param anyref) (result i32) (ref.test (ref $point) (local.get 0)))
          (func (export "x") (param anyref) (result i32) (struct.get $point 0 (ref.cast (ref $point) (local.get 0))))
          (func (export "move") (param anyref i32) (struct.set $point 0 (ref.cast (ref $point) (local.get 0)) (local.get 1))))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-image-").FullName;
    private readonly Engine _engine = new();

    private string Image => Path.Combine(_folder, "module.image");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(MachineCode.None), InlineData(MachineCode.Required)]
    public async Task Loaded_module_does_what_the_compiled_one_does(MachineCode machineCode)
    {
        Module module = await LoadAsync(Sum, machineCode);
        Assert.True(module.IsPrecompiled);
        Instance instance = module.Instantiate(Host);
        Assert.Equal(5, instance.GetFunction("apply").Invoke(0, 2, 3)[0].AsInt32());
        Assert.Equal(-1, instance.GetFunction<Func<int, int, int, int>>("apply")(1, 2, 3));
        Assert.Equal(14, instance.GetFunction("doubled").Invoke(7)[0].AsInt32());
        Assert.Equal(-3, instance.GetFunction<Func<int, int, int>>("divided")(7, -2));
        Assert.Equal(TrapKind.IntegerDivideByZero, Assert.Throws<TrapException>(() => instance.GetFunction("divided").Invoke(1, 0)).Kind);
        Assert.Equal(TrapKind.UndefinedElement, Assert.Throws<TrapException>(() => instance.GetFunction("apply").Invoke(2, 0, 0)).Kind);
    }

    [Theory, InlineData(MachineCode.None), InlineData(MachineCode.Required)]
    public async Task Access_outside_a_memory_traps_and_tells_the_functions(MachineCode machineCode)
    {
        Instance instance = (await LoadAsync(Sum, machineCode)).Instantiate(Host);
        TrapException trap = Assert.Throws<TrapException>(() => instance.GetFunction("loads").Invoke(65_533));
        Assert.Equal(TrapKind.OutOfBoundsMemoryAccess, trap.Kind);
        Assert.Contains("sum!loads", trap.Frames.Select(frame => frame.ToString()));
    }

    /// <summary>Segments that overlap, reach over pages, lie far apart, or are copied later.</summary>
    [Theory]
    [InlineData(MachineCode.None, "")]
    [InlineData(MachineCode.Required, "")]
    [InlineData(MachineCode.Required, """(data "later")""")]
    public async Task Memory_begins_with_what_segments_say(MachineCode machineCode, string passive)
    {
        string many = new('a', 30_000), wat = $"""
            (module
              (memory (export "memory") 40)
              (data (i32.const 5000) "{many}") (data (i32.const 8190) "over") (data (i32.const 20000) "\00\01") (data (i32.const 0) "")
              (data (i32.const 2000000) "far") (data (i32.const 2621439) "z") {passive}
              (func (export "add") (i32.store8 (i32.const 8190) (i32.add (i32.const 1) (i32.load8_u (i32.const 8190)))))
              (func (export "later") (param i32) {(passive.Length > 0 ? "(memory.init 6 (local.get 0) (i32.const 0) (i32.const 5))" : "")}))
            """;
        Module loaded = await LoadAsync(wat, machineCode);
        Memory expected = Of(_engine.CompileText(wat).Instantiate());
        for (int i = 0; i < 3; i++)
        {
            Instance instance = loaded.Instantiate();
            Assert.True(expected.Span(0, (int)expected.ByteLength).SequenceEqual(Of(instance).Span(0, (int)Of(instance).ByteLength)));
            instance.GetFunction("add").Invoke();
            Assert.Equal("pver"u8, Of(instance).Span(8190, 4));
            Assert.Equal(40, Of(instance).Grow(1));
            instance.GetFunction("later").Invoke(41 * 65_536 - 5);
            if (passive.Length > 0) Assert.Equal("later"u8, Of(instance).Span(41 * 65_536 - 5, 5));
        }

        static Memory Of(Instance instance) => (Memory)instance.Exports["memory"];
    }

    [Theory, InlineData(MachineCode.None), InlineData(MachineCode.Required)]
    public async Task Objects_travel_between_loaded_and_compiled_modules_and_the_host(MachineCode machineCode)
    {
        Instance compiled = _engine.CompileText(Points).Instantiate(), loaded = (await LoadAsync(Points, machineCode)).Instantiate();
        foreach ((Instance maker, Instance user) in new[] { (compiled, loaded), (loaded, compiled) })
        {
            Value made = maker.GetFunction("make").Invoke(3, 1.5)[0];
            Assert.Equal(1, user.GetFunction("is_point").Invoke(made)[0].AsInt32());
            user.GetFunction("move").Invoke(made, 8);
            Assert.Equal(8, maker.GetFunction("x").Invoke(made)[0].AsInt32());
            var point = (WasmStruct)made.AsReference()!;
            point[0] = 9;
            Assert.Equal((9, 1.5), (user.GetFunction("x").Invoke(made)[0].AsInt32(), point[1].AsDouble()));
        }
    }

    [Fact]
    public async Task All_functions_have_machine_code_and_calls_need_no_emission()
    {
        Module module = await LoadAsync(Sum, MachineCode.Required);
        using (var reader = new PEReader(File.OpenRead(Image)))
        {
            var methods = new ReadyToRunMethods(reader);
            Assert.All(reader.GetMetadataReader().MethodDefinitions, method => Assert.True(methods.Has(method)));
        }
        Function apply = module.Instantiate(Host).GetFunction("apply");
        Assert.Equal(BoundaryEmitter.TypeName, apply.As<Func<int, int, int, int>>().Method.DeclaringType?.Name);
        Assert.Equal(BoundaryEmitter.TypeName, apply.As<Func<uint, uint, uint, uint>>().Method.DeclaringType?.Name);
        Assert.NotNull(ImageBoundaries.Invoker(apply.Type)!.Method.DeclaringType);
        FuncType twice = module.Syntax.TypeOf(new FuncIdx(0));
        Assert.All([typeof(Func<uint, uint>), typeof(Func<Caller, int, int>), typeof(HostFunction)], type => Assert.NotEqual(0, ImageBoundaries.HostThunk(type, twice)));
    }

    [Fact]
    public async Task Same_image_is_loaded_once()
    {
        Module first = await LoadAsync(Sum, MachineCode.Required);
        string copy = Path.Combine(_folder, "copy.image");
        File.Copy(Image, copy);
        Module second = _engine.Load(copy);
        Assert.Equal(
            first.Instantiate(Host).GetFunction<Func<int, int, int>>("divided").Method.Module, second.Instantiate(Host).GetFunction<Func<int, int, int>>("divided").Method.Module);
    }

    [Theory, InlineData(MachineCode.None), InlineData(MachineCode.Required)]
    public async Task Changed_and_truncated_images_are_refused(MachineCode machineCode)
    {
        await SaveAsync(Sum, machineCode);
        byte[] whole = File.ReadAllBytes(Image);
        for (int i = 1; i < 40; i++)
        {
            byte[] changed = [.. whole];
            changed[(int)((long)whole.Length * i / 40)] ^= 0x10;
            Assert.Throws<ImageException>(() => LoadBytes(changed));
            Assert.Throws<ImageException>(() => LoadBytes(whole[..(int)((long)whole.Length * i / 40)]));
        }
        for (int i = 1; i <= 64; i++)
        {
            byte[] changed = [.. whole];
            changed[^i] ^= 1;
            Assert.Throws<ImageException>(() => LoadBytes(changed));
        }
        Assert.Throws<ImageException>(() => LoadBytes([.. whole, 0]));
    }

    [Fact]
    public async Task Image_for_something_else_is_refused_with_the_difference()
    {
        await SaveAsync(Sum, MachineCode.None);
        ImageException fuel = Assert.Throws<ImageException>(() => new Engine(EngineOptions.Default with { Fuel = 5 }).Load(Image));
        Assert.Equal(ImageProblem.Mismatch, fuel.Problem);
        Assert.Contains("it has fuel=False, but here is fuel=True", fuel.Message, StringComparison.Ordinal);
        var other = new LoadOptions { Wasm = Caisson.Wasm.Text.WatParser.Parse("(module)") };
        Assert.Equal(ImageProblem.Mismatch, Assert.Throws<ImageException>(() => _engine.Load(Image, other)).Problem);
    }

    [Fact]
    public async Task Module_in_an_image_can_be_compiled_instead()
    {
        await SaveAsync(Sum, MachineCode.None);
        Module module = new Engine(EngineOptions.Default with { Fuel = 1000 }).Load(Image, new LoadOptions { CompileInstead = true });
        Assert.False(module.IsPrecompiled);
        Assert.Equal(5, module.Instantiate(Host).GetFunction("apply").Invoke(0, 2, 3)[0].AsInt32());
    }

    [Fact]
    public async Task Image_that_others_may_write_is_refused_unless_allowed()
    {
        await SaveAsync(Sum, MachineCode.None);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(Image, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        Assert.Equal(ImageProblem.Untrusted, Assert.Throws<ImageException>(() => _engine.Load(Image)).Problem);
        Assert.True(_engine.Load(Image, new LoadOptions { AllowUntrusted = true }).IsPrecompiled);
    }

    [Fact]
    public async Task A_link_stays_one_and_its_target_becomes_the_image()
    {
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Image);
        await _engine.CompileText(Sum).SaveAsync(link, new SaveOptions { MachineCode = MachineCode.None }, TestContext.Current.CancellationToken);
        Assert.Equal(Image, new FileInfo(link).LinkTarget);
        Assert.True(_engine.Load(Image).IsPrecompiled);
    }

    /// <summary>Whoever names a device or a pipe wants it written to: another file in its place would be the end of it.</summary>
    [Fact]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("pipes have no names in folders");
        string pipe = Path.Combine(_folder, "pipe");
        using (Process make = Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        Task<byte[]> read = Task.Run(() => File.ReadAllBytes(pipe), TestContext.Current.CancellationToken);
        await _engine.CompileText(Sum).SaveAsync(pipe, new SaveOptions { MachineCode = MachineCode.None }, TestContext.Current.CancellationToken);
        File.WriteAllBytes(Image, await read);
        Assert.True(_engine.Load(Image).IsPrecompiled);
        Assert.Equal(["module.image", "pipe"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_of_code_differ_where_code_does()
    {
        byte[] wasm = Caisson.Wasm.Text.WatParser.Parse(Sum);
        string[] names =
        [
            _engine.ImageKey(wasm),
            _engine.ImageKey(Caisson.Wasm.Text.WatParser.Parse("(module)")),
            new Engine(EngineOptions.Default with { Fuel = 1 }).ImageKey(wasm),
            new Engine(EngineOptions.Default with { Interruption = false }).ImageKey(wasm),
            new Engine(EngineOptions.Default with { MaxArrayBytes = 1000 }).ImageKey(wasm),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names[0], new Engine().ImageKey(wasm));
    }

    [Fact]
    public void Other_files_are_no_images()
    {
        File.WriteAllText(Image, "text");
        Assert.False(_engine.IsImage(Image));
        Assert.False(_engine.IsImage(_folder));
        Assert.False(_engine.IsImage(Path.Combine(_folder, "none")));
        Assert.Equal(ImageProblem.NotAnImage, Assert.Throws<ImageException>(() => _engine.Load(Image)).Problem);
    }

    private static Imports Host => new() { { "host", "twice", (Caller _, int value) => 2 * value } };

    private async Task<Module> LoadAsync(string wat, MachineCode machineCode)
    {
        await SaveAsync(wat, machineCode);
        Assert.True(_engine.IsImage(Image));
        return _engine.Load(Image);
    }

    private async Task SaveAsync(string wat, MachineCode machineCode)
    {
        if (machineCode == MachineCode.Required && ReadyToRunCompiler.Find(out string? reason) is null) Assert.Skip(reason!);
        SavedImage saved = await _engine.CompileText(wat).SaveAsync(Image, new SaveOptions { MachineCode = machineCode }, TestContext.Current.CancellationToken);
        Assert.Equal((machineCode == MachineCode.Required, null), (saved.HasMachineCode, saved.Reason));
        Assert.Equal([Path.GetFileName(Image)], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    private Module LoadBytes(byte[] bytes)
    {
        File.WriteAllBytes(Image, bytes);
        return _engine.Load(Image);
    }
}
