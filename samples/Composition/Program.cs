using Caisson.Components.Composition;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi;

var engine = new Engine();

// Linked in this process: a component in Rust gets the exports of one in C.
var linker = new ComponentLinker(engine);
ComponentInstance store = linker.Instantiate(Component.Compile(engine, Read("store.wasm")));
const string Goods = "sample:shop/goods@0.1.0";
linker.Define(Goods, store.GetInstance(Goods));
ComponentInstance prices = linker.Instantiate(Component.Compile(engine, Read("prices.wasm")));
using (store.Store)
{
    ComponentValue basket = store.GetFunction(Goods, "[constructor]basket").Call("Ada");
    ComponentValue tea = ComponentValue.Record(("name", "tea"), ("cents", 350), ("tags", ComponentValue.List("hot")));
    store.GetFunction(Goods, "[method]basket.add").Call(basket, tea, 2);
    ComponentValue bill = prices.GetFunction("sample:shop/pricing@0.1.0", "total").Call(basket, ComponentValue.Variant("percent", 10));
    Console.WriteLine(Wave.Print(bill));
    basket.AsResource().Dispose();
}

// Composed for good: both with a program in C that uses them, as one component.
var composer = new ComponentComposer();
byte[] shop = composer.Plug(composer.Load("till", Read("till.wasm")), composer.Load("prices", Read("prices.wasm")), composer.Load("store", Read("store.wasm")));
using var wasi = new WasiComponents(new WasiOptions { Args = ["shop", "apple=120:fruit"], Stdout = WasiStdio.Output });
var host = new ComponentLinker(engine);
wasi.AddTo(host);
ComponentInstance program = host.Instantiate(Component.Compile(engine, shop));
using (program.Store) program.GetFunction("wasi:cli/run@0.2.0", "run").Call();

static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file));
