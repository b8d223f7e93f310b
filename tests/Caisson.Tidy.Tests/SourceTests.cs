using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Caisson.Tidy.Tests;

/// <summary>What every file of the checkout keeps to.</summary>
public partial class SourceTests
{
    private const int MostLines = 500;

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Load(Path.Combine(Repository.Root, "Caisson.slnx"))
            .Descendants("Project")
            .Select(element => (string)element.Attribute("Path")!);
        IEnumerable<string> present = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));
        Assert.Equal(present.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        // What is compiled ahead of time depends on the SDK and on the machine, and says so.
        IEnumerable<string> projects = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)
            && !Repository.ReadText(file)!.Contains("<RestorePackagesWithLockFile>false<", StringComparison.Ordinal));
        Assert.Empty(projects.Select(file => Path.GetDirectoryName(file) + "/packages.lock.json").Except(Repository.Files));
    }

    [Fact]
    public void Source_files_are_short() =>
        Assert.Empty(
            from file in Repository.Files
            where file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal)
            let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
            where lines > MostLines
            select $"{file}: {lines} lines");

    [Fact]
    public void Sources_have_no_regions_and_no_promises() => Assert.Empty(Matches(Repository.FilesUnder("src", ".cs"), Leftover()));

    [Fact]
    public void No_file_names_a_package_registry() => Assert.Empty(Matches(Repository.Files, RegistryHost()));

    [Fact]
    public void No_file_names_a_folder_of_one_machine() => Assert.Empty(Matches(Repository.Files, MachinePath()));

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex pattern) =>
        from file in files
        let text = Repository.ReadText(file)
        where text is not null
        from Match match in pattern.Matches(text)
        select $"{file}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value}";

    [GeneratedRegex(@"^\s*#\s*region\b|\b(?:TODO|FIXME|HACK|XXX)\b", RegexOptions.Multiline)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\b(?:nuget\.org|npmjs\.(?:org|com)|crates\.io|pypi\.org|pythonhosted\.org|pkgs\.dev\.azure|proxy\.golang)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"(?<![\w.:/-])(?:/(?:home|root|work|Users)/\w|[A-Z]:\\Users\\)")]
    private static partial Regex MachinePath();
}
