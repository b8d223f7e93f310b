using Caisson.Runtime;

Module module = new Engine().CompileText("""
    (module
      (import "host" "log" (func $log (param i32)))
      (memory (export "memory") 1)
      (func (export "visit") (result i32)
        (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
        (call $log (i32.load (i32.const 0)))
        (i32.load (i32.const 0))))
    """);

// What host functions keep for a request comes from whoever rents the instance.
var imports = new Imports { { "host", "log", (Caller caller, int count) => ((List<int>)caller.State!).Add(count) } };
using InstancePool pool = module.CreatePool(imports, new InstancePoolOptions { MaxSize = 100 });
var visit = pool.GetFunction<Func<PooledInstance, int>>("visit");

for (int request = 1; request <= 3; request++)
{
    List<int> log = [];
    using PooledInstance instance = pool.Rent(log);
    Console.WriteLine($"request {request}: {visit(instance)}, {visit(instance)}; logged {string.Join(", ", log)}");
}
