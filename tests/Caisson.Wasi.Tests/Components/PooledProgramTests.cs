using System.Text;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Wasi.Tests.Components;

/// <summary>A real component that opens files and never closes them, in a pool.</summary>
public sealed class PooledProgramTests
{
    [Fact]
    public void What_a_use_has_opened_is_closed()
    {
        string file = Suites.Find("realworld/cm-online-stats/cm-online-stats.wasm");
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Root, "default.input"), "42,100");
        using MemoryStream output = new();
        var engine = new Engine();
        using var wasi = new WasiComponents(new WasiOptions { Preopens = [new WasiPreopen(folder.Root, ".")], Stdout = output });
        var linker = new ComponentLinker(engine);
        wasi.AddTo(linker);
        linker.DefineInstance("bench").DefineFunction("start", () => { }).DefineFunction("end", () => { });
        using ComponentPool pool = linker.CreatePool(Component.Compile(engine, File.ReadAllBytes(file)), new ComponentPoolOptions { MaxSize = 1 });
        Assert.Null(pool.Obstacle);
        string? first = null;
        int opened = 0;
        for (int use = 0; use < 50; use++)
        {
            using (PooledComponentInstance instance = pool.Rent()) Assert.True(instance.GetFunction("wasi:cli/run@0.2.6", "run").Call().IsOk);
            string text = Encoding.UTF8.GetString(output.ToArray());
            output.SetLength(0);
            Assert.Contains("mean", text, StringComparison.Ordinal);
            Assert.Equal(first ??= text, text);
            if (use == 0) opened = Opened(folder.Root);
        }
        Assert.Equal(opened, Opened(folder.Root));

        static int Opened(string folder) => Directory.GetFiles("/proc/self/fd").Count(link => Target(link)?.StartsWith(folder, StringComparison.Ordinal) ?? false);

        static string? Target(string link)
        {
            try
            {
                return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
            }
            catch (FileNotFoundException)
            {
                // Of another test, that has closed it meanwhile.
                return null;
            }
        }
    }
}
