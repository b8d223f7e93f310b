namespace Caisson.Runtime.Tests;

/// <summary>Several threads use one module, each an instance of its own.</summary>
public sealed class ThreadTests
{
    private const int Functions = 300;

    /// <summary>A chain of functions in several units, each first called by whichever thread comes first.</summary>
    private static readonly string Chain = $"""
        (table {Functions + 1} funcref) (elem (i32.const 0) {Guest.Repeat(Functions + 1, "$f#")})
        {string.Concat(Enumerable.Range(0, Functions).Select(i => $"(func $f{i} (param i32) (result i32) ({(i % 3 == 0 ? $"call_indirect (param i32) (result i32) (i32.add (local.get 0) (i32.const {i})) (i32.const {i + 1})" : $"call $f{i + 1} (i32.add (local.get 0) (i32.const {i}))")}))"))}
        (func $f{Functions} (param i32) (result i32) (local.get 0))
        (export "f" (func $f0))
        """;

    private const int Sum = Functions * (Functions - 1) / 2;

    [Fact]
    public void Functions_are_compiled_once_whoever_calls_first()
    {
        for (int round = 0; round < 10; round++)
        {
            Module module = Guest.Compile(Chain);
            Race(() =>
            {
                var f = module.Instantiate().GetFunction<Func<int, int>>("f");
                for (int i = 0; i < 100; i++) Assert.Equal(Sum + i, f(i));
            });
        }
    }

    [Fact]
    public void Modules_are_compiled_in_parallel() =>
        Race(() =>
        {
            for (int i = 0; i < 5; i++) Assert.Equal(Sum, Guest.Instantiate(Chain).GetFunction<Func<int, int>>("f")(0));
        });

    [Fact]
    public void Everything_may_be_compiled_while_others_call()
    {
        Module module = Guest.Compile(Chain);
        Race(() =>
        {
            module.CompileAll(TestContext.Current.CancellationToken);
            Assert.Equal(Sum, module.Instantiate().GetFunction<Func<int, int>>("f")(0));
        });
    }

    [Fact]
    public void Functions_of_one_instance_may_be_asked_for_by_all()
    {
        Instance instance = Guest.Instantiate(Chain);
        Race(() => Assert.Same(instance.GetFunction("f"), instance.Exports["f"]));
        Race(() => Assert.Same(instance.GetFunction<Func<int, int>>("f"), instance.GetFunction<Func<int, int>>("f")));
    }

    [Fact]
    public async Task A_guest_may_move_from_thread_to_thread()
    {
        var f = Guest.Instantiate(Chain).GetFunction<Func<int, int>>("f");
        for (int i = 0; i < 50; i++)
        {
            int n = i;
            Assert.Equal(Sum + n, await Task.Run(() => f(n), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Compilation_leaves_the_thread_alone_and_can_be_abandoned()
    {
        byte[] bytes = Wasm.Text.WatParser.Parse(Chain);
        Module module = await Guest.Engine.CompileAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Sum, module.Instantiate().GetFunction<Func<int, int>>("f")(0));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guest.Engine.CompileAsync(bytes, new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => module.CompileAll(new CancellationToken(canceled: true)));
    }

    private static void Race(Action action)
    {
        const int Count = 6;
        using Barrier start = new(Count);
        Exception?[] failures = new Exception?[Count];
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            failures[i] = Record.Exception(action);
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(failures, Assert.Null);
    }
}
