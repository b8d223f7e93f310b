using Caisson.Runtime;
using Caisson.Wasm.Text;

byte[] bytes = WatParser.Parse("""
    (module
      (memory 1 1 shared)
      (func (export "count") (param $times i32)
        (loop $again
          (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
          (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
      (func (export "counted") (result i32) (i32.atomic.load (i32.const 0))))
    """);

// The module has a shared memory: any number of threads may be inside one instance.
Instance instance = new Engine().Compile(bytes).Instantiate();
var count = instance.GetFunction<Action<int>>("count");

Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => count(100_000)))];
foreach (Thread thread in threads) thread.Start();
foreach (Thread thread in threads) thread.Join();

Console.WriteLine($"4 threads counted to {instance.GetFunction<Func<int>>("counted")()}");
