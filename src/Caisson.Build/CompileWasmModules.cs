using System.Security;
using Caisson.Compiler;
using Caisson.Wasm;
using Caisson.Wasm.Text;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Caisson.Build;

/// <summary>
/// The MSBuild task behind the item <c>WasmModule</c>: an assembly for each module, and a class WasmModules that has them all. What is wrong with a module is an error of
/// the build, at the place in the text where there is one.
/// </summary>
public sealed class CompileWasmModules : Task
{
    /// <summary>The modules, in the binary or the text format.</summary>
    [Required]
    public ITaskItem[] Modules { get; set; } = [];

    /// <summary>Where the assemblies and the source go; what is there is replaced.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Name of the program's assembly, with which those of the modules begin.</summary>
    [Required]
    public string AssemblyName { get; set; } = "";

    /// <summary>Namespace of the class; may be empty.</summary>
    public string Namespace { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (string problem in Modules.Select(EmbeddedSource.Problem).OfType<string>()) Log.LogError(problem);
        if (Log.HasLoggedErrors) return false;
        List<EmbeddedSource> sources = [.. Modules.Select(module => EmbeddedSource.Of(module, AssemblyName))];
        foreach (IGrouping<string, EmbeddedSource> same in sources.GroupBy(source => source.Name).Where(group => group.Count() > 1))
            Log.LogError($"{string.Join(" and ", same.Select(source => source.Path))} have the same name, {same.Key}: give one of them the metadata Name");
        if (Log.HasLoggedErrors) return false;

        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        foreach (EmbeddedSource source in sources) Compile(source);
        if (!Log.HasLoggedErrors) File.WriteAllText(Path.Combine(Folder, "WasmModules.g.cs"), EmbeddedSource.ClassOf(sources, Namespace));
        return !Log.HasLoggedErrors;
    }

    private void Compile(EmbeddedSource source)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(source.Path);
            if (WatParser.LooksLikeText(bytes)) bytes = WatParser.Parse(bytes);
            using FileStream output = File.Create(Path.Combine(Folder, source.Assembly + ".dll"));
            EmbeddedCompiler.Write(bytes, source.Assembly, source.Class, output, source.Options);
        }
        catch (ModuleException wrong)
        {
            Log.LogError(null, null, null, source.Path, wrong.Position?.Line ?? 0, wrong.Position?.Column ?? 0, 0, 0, wrong.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            Log.LogError(null, null, null, source.Path, 0, 0, 0, 0, failure.Message);
        }
    }
}
