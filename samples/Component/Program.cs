using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi;

var engine = new Engine();
byte[] bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "dice.wasm"));
var component = Component.Compile(engine, bytes);

// The same numbers each time; without it they are the system's.
using var wasi = new WasiComponents(new WasiOptions { Random = new Random(2) });
var linker = new ComponentLinker(engine);
wasi.AddTo(linker);
linker.DefineInstance("sample:dice/table").DefineFunction("fallen", (uint points, string? remark) => Console.WriteLine($"{points} {remark}"));

ComponentInstance instance = linker.Instantiate(component);
using (instance.Store)
{
    ComponentFunction roll = instance.GetFunction("throw");
    ComponentValue dice = roll.Call(5u, 6u);
    Console.WriteLine($"{roll.Type} gave {dice}");
}
