using Caisson.Bench;
using Caisson.Bench.Kernels;

// Runs real programs on Caisson and on Wasmtime, in one process and by turns, and compares the time of their inner part.
//   dotnet run -c Release --project bench/Caisson.Bench             all programs, best of 5
//   dotnet run -c Release --project bench/Caisson.Bench -- --quick  three programs, best of 2
//   dotnet run -c Release --project bench/Caisson.Bench -- NAME...  these programs
//   dotnet run -c Release --project bench/Caisson.Bench -- validate [NAME...]  how fast big modules are decoded and validated
//   dotnet run -c Release --project bench/Caisson.Bench -- exceptions  what try_table costs, and what a throw
//   dotnet run -c Release --project bench/Caisson.Bench -- kernels [--quick] [NAME...]  kernels in C: speed relative to Wasmtime
bool quick = args.Contains("--quick");
string[] names = [.. args.Where(arg => !arg.StartsWith('-'))];
if (names is ["exceptions"])
{
    ExceptionBench.Run();
    return 0;
}

if (names is ["kernels", ..])
{
    KernelBench.Run([.. Kernel.All(Workload.Repository).Where(kernel => names.Length == 1 || names.AsSpan(1).Contains(kernel.Name))], quick ? 3 : 15);
    return 0;
}

if (Workload.Folder is null)
{
    Console.Error.WriteLine("the programs are not here: set CAISSON_SUITES to the folder that has them");
    return 2;
}

if (names is ["validate", ..])
{
    ValidationBench.Run(names[1..]);
    return 0;
}

Workload[] workloads = [.. Workload.All.Where(workload => names.Length > 0 ? names.Contains(workload.Name) : !quick || workload.IsQuick)];
int rounds = quick ? 2 : 5;
Console.WriteLine($"best of {rounds}, in ms (CoreMark: for 1000 iterations); ratio: Wasmtime's time over Caisson's, above 1 Caisson is faster\n");
Console.WriteLine($"{"program",-32}{"Caisson",10}{"Wasmtime",10}{"ratio",8}{"compile C",12}{"compile W",12}");
List<double> ratios = [];
foreach (Workload workload in workloads)
{
    Comparison result = Comparison.Run(workload, workload.MeasuresItself ? 2 : rounds);
    ratios.Add(result.Ratio);
    Console.WriteLine($"{workload.Name,-32}{result.Caisson.Best,10:0.0}{result.Wasmtime.Best,10:0.0}{result.Ratio,8:0.00}{result.Caisson.Compile,12:0}{result.Wasmtime.Compile,12:0}");
}

Console.WriteLine($"\n{"geometric mean of the ratios",-52}{Math.Exp(ratios.Average(Math.Log)),8:0.00}");
return 0;
