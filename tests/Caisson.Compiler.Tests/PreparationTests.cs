using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Caisson.Compiler.Splitting;
using Caisson.Compiler.Tests.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Text;
using Module = Caisson.Runtime.Module;

namespace Caisson.Compiler.Tests;

/// <summary>Code that is made in the background: before anything is called, or while everything is.</summary>
public sealed class PreparationTests
{
    [Fact]
    public async Task Prepared_code_is_optimised_and_is_what_calls_use()
    {
        using var tiers = new JitTiers();
        var spy = new SpyBackend(JitLimits.Default);
        Module module = new Engine(EngineOptions.Default with { Backend = spy }).Compile(Chain(300, giant: true));
        await module.PrepareAsync(2, TestContext.Current.CancellationToken);
        List<MethodInfo> methods = MethodsOf(spy.Last);
        Assert.True(methods.Count > 301, "the giant is in parts");
        Assert.All(methods, method => Assert.Equal(JitTiers.Optimized, tiers.TierOf(method)));

        Assert.Equal(300, module.Instantiate().GetFunction<Func<int, int>>("f")(0));
        Flush(tiers);
        Assert.All(methods, method => Assert.Equal(1, tiers.LoadsOf(method)));
    }

    [Fact]
    public async Task First_calls_race_with_preparation()
    {
        var engine = new Engine();
        for (int round = 0; round < 60; round++)
        {
            Module module = engine.Compile(Chain(80 + round));
            int expected = 80 + round;
            Task[] preparations = [.. Enumerable.Range(1, 3).Select(n => module.PrepareAsync(n, TestContext.Current.CancellationToken))];
            Task[] calls = [.. Enumerable.Range(0, 4).Select(n => Task.Run(() => Assert.Equal(expected + n, module.Instantiate().GetFunction<Func<int, int>>("f")(n))))];
            await Task.WhenAll([.. preparations, .. calls]);
        }
    }

    [Fact]
    public async Task Many_modules_are_prepared_at_once()
    {
        var engine = new Engine();
        Module[] modules = [.. Enumerable.Range(1, 40).Select(n => engine.Compile(Chain(n * 5)))];
        await Task.WhenAll(modules.Select(module => module.PrepareAsync(cancellation: TestContext.Current.CancellationToken)));
        for (int i = 0; i < modules.Length; i++) Assert.Equal((i + 1) * 5, modules[i].Instantiate().GetFunction<Func<int, int>>("f")(0));
    }

    [Fact]
    public async Task Canceled_half_way_it_stops_and_what_is_left_is_compiled_when_called()
    {
        var spy = new SpyBackend(JitLimits.Default);
        Module module = new Engine(EngineOptions.Default with { Backend = spy }).Compile(Chain(10_000));
        using var cancellation = new CancellationTokenSource();
        Task preparation = module.PrepareAsync(2, cancellation.Token);
        SpinWait.SpinUntil(() => spy.Last.EmittedMethod(0) is not null);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparation);
        Assert.Null(spy.Last.EmittedMethod(9_999));

        Assert.Equal(500, module.Instantiate().GetFunction<Func<int, int>>("g500")(0));
        Assert.Equal(10_000, module.Instantiate().GetFunction<Func<int, int>>("f")(0));
    }

    [Fact]
    public async Task Canceled_before_it_starts_it_does_nothing()
    {
        Module module = new Engine().Compile(Chain(10));
        Task preparation = module.PrepareAsync(cancellation: new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparation);
        Assert.True(preparation.IsCanceled);
    }

    [Fact]
    public async Task A_module_is_collected_while_it_is_prepared()
    {
        (Task preparation, WeakReference module) = StartAndForget();
        while (!preparation.IsCompleted)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.True(preparation.IsCompletedSuccessfully);
        Assert.False(module.IsAlive);
    }

    [Fact]
    public async Task What_cannot_be_compiled_fails_after_all_else_is_done()
    {
        var spy = new SpyBackend(JitLimits.Default);
        string loops = Repeat(10_001, "loop ") + Repeat(10_001, "local.get 0 br_if 0 end ");
        string padding = string.Concat(Enumerable.Range(0, 200).Select(_ => "(func)"));
        Module module = new Engine(EngineOptions.Default with { Backend = spy }).Compile(WatParser.Parse(
            $"(module {padding} (func (param i32) {loops}) {padding} (func (param i32) {loops}) {padding} (func (export \"f\") (result i32) i32.const 7))"));
        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => module.PrepareAsync(2, TestContext.Current.CancellationToken));
        Assert.StartsWith("function 200 ", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(spy.Last.EmittedMethod(0));
        Assert.NotNull(spy.Last.EmittedMethod(602));
        Assert.Equal(7, module.Instantiate().GetFunction<Func<int>>("f")());
    }

    [Fact]
    public async Task A_module_without_functions_is_prepared_at_once() =>
        await new Engine().Compile(WatParser.Parse("(module)")).PrepareAsync(cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void There_must_be_a_thread() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new Engine().Compile(Chain(1)).PrepareAsync(0, TestContext.Current.CancellationToken); });

    [Fact]
    public async Task Chosen_exports_are_prepared_with_what_they_call_and_nothing_else()
    {
        using var tiers = new JitTiers();
        var spy = new SpyBackend(JitLimits.Default);

        // Functions 0 to 300 of the chain, of which each calls the one before; f is the last one.
        Module module = new Engine(EngineOptions.Default with { Backend = spy }).Compile(Chain(300));
        await module.PrepareExportsAsync(["g100", "g50"], 2, TestContext.Current.CancellationToken);
        Flush(tiers);
        for (int i = 0; i <= 300; i++) Assert.Equal(i <= 100 ? 1 : 0, spy.Last.EmittedMethod(i) is { } method ? tiers.LoadsOf(method) : 0);
        Assert.Null(spy.Last.EmittedMethod(300));
        Assert.Equal(300, module.Instantiate().GetFunction<Func<int, int>>("f")(0));
    }

    [Fact]
    public void A_compilation_that_is_interrupted_leaves_the_function_to_the_next_caller()
    {
        var spy = new SpyBackend(JitLimits.Default);
        var engine = new Engine(EngineOptions.Default with { Backend = spy });
        Instance? instance = null;
        Interruption? interruption = null;
        Action interrupt = () => interruption ??= instance!.InterruptAfter(TimeSpan.Zero);

        // The padding puts g into another unit: it is compiled when it is called.
        string padding = string.Concat(Enumerable.Range(0, 200).Select(_ => "(func)"));
        instance = engine.Compile(WatParser.Parse(
            $"(module (import \"h\" \"interrupt\" (func $interrupt)) (func $f (export \"f\") (result i32) (call $interrupt) (call $g)) {padding} (func $g (result i32) (call $h)) (func $h (result i32) (i32.const 7)))"))
            .Instantiate(new Imports { { "h", "interrupt", Runtime.Function.FromDelegate(engine, interrupt) } });
        var f = instance.GetFunction<Func<int>>("f");
        var trap = Assert.Throws<TrapException>(() => f());
        Assert.Equal(TrapKind.Interrupted, trap.Kind);
        Assert.Equal("f", Assert.Single(trap.Frames).FunctionName);
        Assert.Null(spy.Last.EmittedMethod(201));

        interruption!.Dispose();
        Assert.Equal(7, f());
        Assert.NotNull(spy.Last.EmittedMethod(201));
    }

    /// <summary>Wherever it is interrupted: once at each checkpoint.</summary>
    [Fact]
    public void An_interrupted_compilation_can_be_repeated_whatever_it_had_done()
    {
        CompiledModule code = Uncompiled(Chain(2, giant: true));
        for (int last = 0; ; last++)
        {
            int passed = 0;
            Action checkpoint = () =>
            {
                if (passed++ == last) throw new TrapException(TrapKind.Interrupted);
            };
            if (Record.Exception(() => code.GetEntryPoint(2, checkpoint)) is null)
            {
                Assert.InRange(last, 10, 1_000);
                break;
            }
        }
    }

    [Fact]
    public async Task Who_waits_for_another_to_compile_can_be_interrupted_and_the_other_goes_on()
    {
        CompiledModule code = Uncompiled(Chain(2));
        using var waits = new ManualResetEventSlim();
        using var compiling = new ManualResetEventSlim();
        Task<nint> other = Task.Run(() => code.GetEntryPoint(2, () =>
        {
            compiling.Set();
            waits.Wait();
        }));
        compiling.Wait(TestContext.Current.CancellationToken);
        Assert.Throws<TrapException>(() => code.GetEntryPoint(2, () => throw new TrapException(TrapKind.Interrupted)));
        waits.Set();
        Assert.NotEqual(0, await other);
    }

    [Fact]
    public async Task Imported_functions_under_a_name_of_the_modules_need_no_preparation()
    {
        Module module = new Engine().Compile(WatParser.Parse("(module (import \"a\" \"f\" (func $f)) (export \"f\" (func $f)) (func (export \"g\") (call $f) (return_call $f)))"));
        await module.PrepareExportsAsync(["f", "g"], cancellation: TestContext.Current.CancellationToken);
        await module.PrepareExportsAsync([], cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Only_chosen_functions_can_fail()
    {
        string loops = Repeat(10_001, "loop ") + Repeat(10_001, "local.get 0 br_if 0 end ");
        string padding = string.Concat(Enumerable.Range(0, 200).Select(_ => "(func)"));
        Module module = new Engine().Compile(WatParser.Parse(
            $"(module (func $bad (export \"bad\") (param i32) {loops}) {padding} (func (export \"calls\") (call $bad (i32.const 0))) (func (export \"good\") (result i32) i32.const 7))"));
        await module.PrepareExportsAsync(["good"], cancellation: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<NotSupportedException>(() => module.PrepareExportsAsync(["calls"], cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(7, module.Instantiate().GetFunction<Func<int>>("good")());
    }

    [Fact]
    public async Task Canceled_before_it_starts_chosen_functions_stay_as_they_are()
    {
        Task preparation = new Engine().Compile(Chain(10)).PrepareExportsAsync(["f"], cancellation: new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparation);
    }

    [Fact]
    public void Names_must_be_those_of_exported_functions()
    {
        Module module = new Engine().Compile(WatParser.Parse("(module (memory (export \"m\") 1) (func (export \"f\")))"));
        foreach (string name in new[] { "m", "g" })
        {
            var failure = Assert.Throws<ArgumentException>(() => { _ = module.PrepareExportsAsync(["f", name], cancellation: TestContext.Current.CancellationToken); });
            Assert.Contains($"exports no function named \"{name}\"", failure.Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = module.PrepareExportsAsync(["f"], 0, TestContext.Current.CancellationToken); });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Task Preparation, WeakReference Module) StartAndForget()
    {
        Module module = new Engine().Compile(Chain(20_000));
        return (module.PrepareAsync(2, CancellationToken.None), new WeakReference(module));
    }

    private static CompiledModule Uncompiled(byte[] bytes)
    {
        var spy = new SpyBackend(JitLimits.Default);
        _ = new Engine(EngineOptions.Default with { Backend = spy }).Compile(bytes);
        return spy.Last;
    }

    /// <summary>Functions that call each other, one after the other, and add one each.</summary>
    private static byte[] Chain(int length, bool giant = false)
    {
        // Too large to be lowered in place.
        const string Padding = "local.get 0 i32.const 0 i32.add local.set 0 local.get 0 i32.const 0 i32.add local.set 0 local.get 0 i32.const 0 i32.add local.set 0 ";
        var text = new StringBuilder($"(module (func $f0 (param i32) (result i32) {(giant ? Repeat(20_000, Padding) : "")} local.get 0)\n");
        for (int i = 1; i <= length; i++)
            text.Append($"(func $f{i} (export \"g{i}\") (param i32) (result i32) {Padding} local.get 0 call $f{i - 1} i32.const 1 i32.add)\n");
        return WatParser.Parse(text.Append($"(export \"f\" (func $f{length})))").ToString());
    }

    private static string Repeat(int count, string text) => new StringBuilder().Insert(0, text, count).ToString();

    /// <summary>All functions and all parts.</summary>
    private static List<MethodInfo> MethodsOf(CompiledModule code) => [.. Enumerable
        .Range(0, code.Module.Code.Length)
        .Select(index => code.EmittedMethod(index)!.DeclaringType!)
        .Distinct()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))];

    /// <summary>Waits for the events of everything before: they come in order.</summary>
    private static void Flush(JitTiers tiers)
    {
        MethodInfo last = MethodsOf(SpyBackend.CompileAll(Chain(1), JitLimits.Default))[0];
        RuntimeHelpers.PrepareMethod(last.MethodHandle);
        tiers.TierOf(last);
    }
}
