using System.Diagnostics;
using Caisson.Wasm.Text;
using Wasmtime;

namespace Caisson.Bench.Exceptions;

/// <summary>
/// What exceptions cost: loops with and without a try_table around or inside them that never catches, and throws through some
/// frames; beside Wasmtime. All take turns, so that a slow moment of the machine hits all; the best of many rounds counts.
/// </summary>
internal static class ExceptionBench
{
    private const int Rounds = 15;

    private const string Round = """
        (if (i32.eq (local.get $i) (i32.const -1)) (then (call $never)))
        (local.set $acc (i32.add (i32.mul (local.get $acc) (i32.const 31)) (local.get $i)))
        """;

    private const string RoundWithCall = "(local.set $acc (i32.add (i32.mul (local.get $acc) (i32.const 31)) (call $three (local.get $i))))";

    private const string Next = """
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $l (i32.lt_u (local.get $i) (local.get $n)))
        """;

    private static readonly string Guest = $"""
        (module
          (tag $e (param i32))
          (func $never (throw $e (i32.const 1)))
          (func $three (param i32) (result i32) (if (i32.eq (local.get 0) (i32.const -1)) (then (call $never))) (i32.add (local.get 0) (i32.const 3)))
          {Loops("", Round)}
          {Loops(" call", RoundWithCall)}
          (func $deep (param i32) (result i32)
            (if (i32.le_s (local.get 0) (i32.const 1)) (then (throw $e (i32.const 1))))
            (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
          {Throws(1)} {Throws(10)} {Throws(100)}
          (func (export "throw, same function") (param $n i32) (result i32) (local $acc i32)
            (loop $l
              (local.set $acc (i32.add (local.get $acc) (block $h (result i32) (try_table (catch $e $h) (throw $e (local.get $n))) (unreachable))))
              (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $acc)))
        """;

    /// <summary>Prints a table: nanoseconds a round, and how often that is the first loop's.</summary>
    public static void Run()
    {
        byte[] bytes = WatParser.Parse(Guest);
        Runtime.Instance caisson = new Runtime.Engine().Compile(bytes).Instantiate();
        using var engine = new Engine(new Config().WithExceptions(true));
        using Module module = Module.FromBytes(engine, "exceptions", bytes);
        using var store = new Store(engine);
        Instance wasmtime = new Linker(engine).Instantiate(store, module);

        Console.WriteLine($"{"ns a round",-24}{"Caisson",12}{"of plain",10}{"Wasmtime",12}{"of plain",10}");
        foreach ((string kind, int rounds) in new[] { ("", 20_000_000), (" call", 20_000_000) })
        {
            string[] names = ["plain" + kind, "inside" + kind, "around" + kind];
            Print(names, rounds, Measure(names, rounds, caisson, wasmtime));
        }
        string[] throws = ["throw, same function", "throw, 1 frames", "throw, 10 frames", "throw, 100 frames"];
        Print(throws, 2000, Measure(throws, 2000, caisson, wasmtime));
    }

    private static (double Caisson, double Wasmtime)[] Measure(string[] names, int rounds, Runtime.Instance caisson, Instance wasmtime)
    {
        Func<int, int>[] ours = [.. names.Select(caisson.GetFunction<Func<int, int>>)];
        Func<int, int>[] theirs = [.. names.Select(name => wasmtime.GetFunction<int, int>(name)!)];
        var best = names.Select(_ => (Caisson: double.MaxValue, Wasmtime: double.MaxValue)).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < names.Length; i++)
                best[i] = (Math.Min(best[i].Caisson, Time(ours[i], rounds)), Math.Min(best[i].Wasmtime, Time(theirs[i], rounds)));
        }
        return best;
    }

    private static double Time(Func<int, int> f, int rounds)
    {
        long start = Stopwatch.GetTimestamp();
        f(rounds);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / rounds;
    }

    private static void Print(string[] names, int rounds, (double Caisson, double Wasmtime)[] times)
    {
        for (int i = 0; i < names.Length; i++)
        {
            (double ours, double theirs) = times[i];
            Console.WriteLine($"{names[i],-24}{ours,12:0.00}{ours / times[0].Caisson,10:0.00}{theirs,12:0.00}{theirs / times[0].Wasmtime,10:0.00}");
        }
        Console.WriteLine($"  (best of {Rounds}, {rounds} rounds each)");
    }

    /// <summary>A loop alone, inside a try_table, and around one.</summary>
    private static string Loops(string kind, string round) => $"""
        (func (export "plain{kind}") (param $n i32) (result i32) (local $i i32) (local $acc i32)
          (loop $l {round} {Next})
          (i32.add (local.get $acc) (local.get $i)))
        (func (export "inside{kind}") (param $n i32) (result i32) (local $i i32) (local $acc i32)
          (block $h (try_table (catch_all $h) (loop $l {round} {Next})))
          (i32.add (local.get $acc) (local.get $i)))
        (func (export "around{kind}") (param $n i32) (result i32) (local $i i32) (local $acc i32)
          (loop $l (block $h (try_table (catch_all $h) {round})) {Next})
          (i32.add (local.get $acc) (local.get $i)))
        """;

    private static string Throws(int frames) => $"""
        (func (export "throw, {frames} frames") (param $n i32) (result i32) (local $acc i32)
          (loop $l
            (local.set $acc (i32.add (local.get $acc) (block $h (result i32) (try_table (result i32) (catch $e $h) (call $deep (i32.const {frames}))))))
            (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
          (local.get $acc))
        """;
}
