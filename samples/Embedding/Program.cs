using Caisson.Runtime;

var engine = new Engine();
Module module = engine.CompileFile(Path.Combine(AppContext.BaseDirectory, "primes.wasm"));

Instance instance = module.Instantiate(new Imports
{
    { "host", "found", (int prime) => Console.Write($"{prime} ") },
});

var primes = instance.GetFunction<Func<int, int>>("primes");
Console.WriteLine($"- {primes(50)} primes below 50, counted by WebAssembly");
