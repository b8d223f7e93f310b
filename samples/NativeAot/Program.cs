using Caisson.Runtime;
using NativeAot;

// The module was compiled when this program was built: there is no compiler in it, and none is needed.
Module module = new Engine().Load(WasmModules.Primes);

Instance instance = module.Instantiate(new Imports
{
    { "host", "found", (int prime) => Console.Write($"{prime} ") },
});

var primes = instance.GetFunction<Func<int, int>>("primes");
Console.WriteLine($"- {primes(50)} primes below 50, counted by WebAssembly");
