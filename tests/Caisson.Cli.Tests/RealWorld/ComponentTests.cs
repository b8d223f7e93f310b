using System.Text.Json;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Tests;
using Caisson.Wasi;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>Real components that are libraries: each call of the manifest gives what it says. Programs are among <see cref="ProgramTests"/>.</summary>
public sealed class ComponentTests
{
    private const string Operations = "test:calc/ops@1.0.0";

    public static IEnumerable<TheoryDataRow<int>> Components =>
        Manifest.Rows(entry => entry.Kind.StartsWith("component", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Components))]
    public void Every_module_in_it_compiles(int index)
    {
        var component = Component.Compile(new Engine(), File.ReadAllBytes(Path.Combine(Manifest.Folder!, Manifest.Get(index).File)));
        CompileAll(component);

        static void CompileAll(Component component)
        {
            foreach (Module module in component.Modules) module.CompileAll(TestContext.Current.CancellationToken);
            foreach (Component nested in component.Components) CompileAll(nested);
        }
    }

    [Fact]
    public void The_library_in_C_answers()
    {
        Suites.Find("realworld");
        Entry entry = Manifest.Entries.Single(entry => entry.Id == "c-calc");
        Engine engine = new();
        ComponentLinker linker = new(engine);
        using WasiComponents wasi = new(new WasiOptions());
        wasi.AddTo(linker);
        ComponentInstance instance = linker.Instantiate(Component.Compile(engine, File.ReadAllBytes(Path.Combine(Manifest.Folder!, entry.File))));
        using (instance.Store)
        {
            foreach (JsonElement call in entry.Expect.GetProperty("calls").EnumerateArray())
                Assert.Equal(Plain(call[1].ToString()), Plain(Answer(instance.GetInstance(Operations), call[0].GetString()!.Replace('\'', '"'))));
        }
    }

    private static string Answer(ComponentInstance operations, string text)
    {
        if (text == "counter(5).inc(),.inc()") return Count(operations);
        WaveCall call = Wave.ParseCall(text);
        ComponentFunction function = operations.GetFunction(call.Name);
        ComponentValue result = function.Call([.. call.ParseArguments(function.Type)]);
        return result.Kind == ComponentValueKind.String ? result.AsString() : Wave.Print(result);
    }

    private static string Count(ComponentInstance operations)
    {
        ComponentValue counter = operations.GetFunction("[constructor]counter").Call(ComponentValue.U32(5));
        using ComponentResource owned = counter.AsResource();
        ComponentFunction increment = operations.GetFunction("[method]counter.inc");
        return $"[{increment.Call(ComponentValue.Borrow(owned))}, {increment.Call(ComponentValue.Borrow(owned))}]";
    }

    /// <summary>The manifest writes values nearly as WAVE does.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('(' or ')')));
}
