using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace Caisson.Tidy.Tests;

/// <summary>References point down the layers of ARCHITECTURE.md, in what is declared and in what is compiled.</summary>
public class ArrowTests
{
    public static TheoryData<string> Projects => [.. Architecture.Projects];

    [Theory, MemberData(nameof(Projects))]
    public void Assembly_references_follow_the_arrows(string project)
    {
        string[] ours = [.. References(project).Where(name => name.StartsWith("Caisson", StringComparison.OrdinalIgnoreCase))];
        Assert.Empty(ours.Except(Architecture.Arrows[project]));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Project_references_follow_the_arrows(string project)
    {
        IEnumerable<string> declared = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.Empty(declared.Except(Architecture.Arrows[project]));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Package_references_are_the_allowed_ones(string project)
    {
        string[] allowed = [.. Architecture.Packages.GetValueOrDefault(project, []), .. Architecture.Analyzers];
        Assert.Empty(Items(project, "PackageReference").Except(allowed));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Only_the_compiler_emits_IL(string project)
    {
        if (project == "Caisson.Compiler") return;
        Assert.DoesNotContain(References(project), name => name.StartsWith("System.Reflection.Emit", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Libraries_reference_the_framework_and_us_only(string project)
    {
        if (Architecture.Packages.ContainsKey(project)) return;
        Assert.DoesNotContain(References(project), name => !IsFramework(name) && !Architecture.Projects.Contains(name));
    }

    private static bool IsFramework(string name) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll"));

    private static List<string> References(string project)
    {
        string file = Path.Combine(AppContext.BaseDirectory, Architecture.AssemblyFile(project));
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"))
            .Descendants(item)
            .Select(element => (string)element.Attribute("Include")!);
}
