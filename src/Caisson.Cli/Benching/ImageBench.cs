using Caisson.Cli.Options;
using Caisson.Runtime;

namespace Caisson.Cli.Benching;

/// <summary>Measures what it takes to compile a module ahead of time, and to load that: once, because a process loads the same image once.</summary>
/// <param name="engine">Of the module.</param>
/// <param name="timer">Takes the times.</param>
/// <param name="terminal">Where a warning goes.</param>
internal sealed class ImageBench(Engine engine, LapTimer timer, Terminal terminal)
{
    /// <summary>Function bodies beyond it would take minutes.</summary>
    private const long MostCodeBytes = 2 << 20;

    /// <summary>Measures.</summary>
    /// <param name="module">The module.</param>
    /// <param name="codeBytes">Bytes of its function bodies.</param>
    /// <param name="loaded">The module from its image; null where it wasn't compiled.</param>
    public List<Lap> Measure(Module module, long codeBytes, out Module? loaded)
    {
        loaded = null;
        if (codeBytes > MostCodeBytes) return Skip($"more than {ByteSize.Format(MostCodeBytes)} of functions take minutes; `caisson compile` does it");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("caisson-bench-");
        try
        {
            string path = Path.Combine(folder.FullName, "image");
            SavedImage? saved = null;
            Lap compilation = timer.MeasureOnce("compile ahead of time", codeBytes, () => saved = module.SaveAsync(path).GetAwaiter().GetResult());
            Module? made = null;
            Lap loading = timer.MeasureOnce(saved!.HasMachineCode ? "load" : "load, IL only", new FileInfo(path).Length, () => made = engine.Load(path));
            loaded = made;
            return [compilation, loading];
        }
        catch (NotSupportedException unsupported)
        {
            return Skip(unsupported.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private List<Lap> Skip(string why)
    {
        terminal.Error.WriteLine($"warning: not compiled ahead of time: {why}");
        return [];
    }
}
