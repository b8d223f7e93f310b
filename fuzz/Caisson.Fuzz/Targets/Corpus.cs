using System.Text;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Script;

namespace Caisson.Fuzz.Targets;

/// <summary>
/// Inputs to start from: the conformance suites and small real programs where they are found (in <c>$CAISSON_SUITES</c>, a folder
/// <c>shared</c> above, or <c>.suites</c>), and generated modules everywhere.
/// </summary>
internal static class Corpus
{
    private const int MostBytes = 32 * 1024;
    private const int Generated = 200;

    /// <summary>Modules of the binary format.</summary>
    public static byte[][] Modules { get => field ??= LoadModules(); } = null!;

    /// <summary>Modules of the text format.</summary>
    public static byte[][] Texts { get => field ??= [.. Enumerable.Range(0, Generated).Select(seed => Encoding.UTF8.GetBytes(ModuleGenerator.Generate(seed)))]; } = null!;

    public static byte[][] Scripts { get => field ??= [.. Files("*.wast")]; } = null!;

    private static byte[][] LoadModules()
    {
        List<byte[]> modules = [.. Files("*.wasm")];
        foreach (byte[] text in Texts) modules.Add(WatParser.Parse(text));
        foreach (byte[] script in Scripts)
        {
            foreach (Directive directive in WastScript.Parse(script).Directives)
                if (directive is ModuleDirective module) modules.Add(module.Module.Encode());
        }
        return [.. modules.Where(module => module.Length <= MostBytes)];
    }

    /// <summary>Small files, in a fixed order: a seed has to mean the same input tomorrow.</summary>
    private static IEnumerable<byte[]> Files(string pattern)
    {
        if (Root() is not { } root) yield break;
        foreach (string file in Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (new FileInfo(file).Length <= 2 * MostBytes && IsReadable(file, out byte[] bytes)) yield return bytes;
    }

    private static bool IsReadable(string file, out byte[] bytes)
    {
        bytes = File.ReadAllBytes(file);
        if (!file.EndsWith(".wast", StringComparison.Ordinal)) return true;
        try
        {
            foreach (Directive directive in WastScript.Parse(bytes).Directives)
                if (directive is ModuleDirective module) module.Module.Encode();
            return true;
        }
        catch (ModuleException)
        {
            // Of a proposal that isn't known.
            return false;
        }
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } set) return set;
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (string name in new[] { ".suites", "shared" })
                if (Path.Combine(folder.FullName, name) is var path && Directory.Exists(path)) return path;
        }
        return null;
    }
}
