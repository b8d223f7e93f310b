using Caisson.NativeAot;

int failures = 0;
foreach ((string name, var check) in EmbeddedChecks.All)
{
    try
    {
        check(WasmModules.Checks, WasmModules.Fueled);
        Console.WriteLine($"ok      {name}");
    }
    catch (Exception failure)
    {
        failures++;
        Console.WriteLine($"FAILED  {name}: {failure}");
    }
}
return failures;
