using System.Diagnostics;
using Caisson.Runtime;
using NativeAot;

// The module was compiled when this program was built: there is no compiler in it, and none is needed.
Module module = new Engine().Load(WasmModules.Primes);

Instance instance = module.Instantiate(new Imports
{
    { "host", "found", (int prime) => Console.Write($"{prime} ") },
});

var primes = instance.GetFunction<Func<int, int>>("primes");
int count = primes(50);
TimeSpan sinceStart = DateTime.Now - Process.GetCurrentProcess().StartTime;
Console.WriteLine($"- {count} primes below 50, counted by WebAssembly");
if (args is ["--time"]) Console.Error.WriteLine($"the first call returned {sinceStart.TotalMilliseconds:0} ms after the process started");
