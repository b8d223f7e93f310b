using System.Text.RegularExpressions;

namespace Caisson.Tidy.Tests;

/// <summary>Pages say what is so: quoted code is the code, links lead somewhere, commands are those that are run.</summary>
public partial class DocsTests
{
    private static IEnumerable<string> Pages => Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void Quoted_code_is_the_code() => Assert.Empty(
        from page in Pages
        from Match quote in Quote().Matches(Repository.ReadText(page)!)
        where quote.Groups["code"].Value != Repository.ReadText(quote.Groups["file"].Value)
        select $"{page} doesn't quote {quote.Groups["file"].Value} as it is");

    [Fact]
    public void Every_code_block_in_CSharp_is_quoted() => Assert.Empty(
        from page in Pages
        let text = Repository.ReadText(page)!
        where Regex.Count(text, "```csharp") != Quote().Count(text)
        select page);

    [Fact]
    public void Links_lead_somewhere() => Assert.Empty(
        from page in Pages
        from Match link in Link().Matches(Repository.ReadText(page)!)
        let target = link.Groups["target"].Value
        let full = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target)
        where !Path.Exists(full)
        select $"{page}: {target}");

    [Fact]
    public void The_script_runs_the_command_that_the_readme_names()
    {
        Assert.Contains("\ndotnet test -c Release\n", Repository.ReadText("README.md")!, StringComparison.Ordinal);
        Assert.Contains(" dotnet test -c Release ", Repository.ReadText(".ci/run")!, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<!-- quoted from (?<file>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
