using Caisson.Runtime;
using Caisson.Wasi;

Module module = new Engine().CompileFile(Path.Combine(AppContext.BaseDirectory, "raytracer.wasm"));

using var wasi = new WasiPreview1(new WasiOptions
{
    Args = ["raytracer", "40"],
    Preopens = [new WasiPreopen(".", "/data", IsReadOnly: true)],
    Stdout = WasiStdio.Output,
});
Imports imports = [];
wasi.AddTo(imports);

try
{
    module.Instantiate(imports).GetFunction("_start").Invoke();
    return 0;
}
catch (WasiExitException exit)
{
    return exit.ExitCode;
}
