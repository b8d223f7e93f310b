using Caisson.Tests;

namespace Caisson.Cli.Tests.Conformance;

/// <summary>The page says what the suites say now. <c>BLESS=1</c> writes it anew.</summary>
public class ConformancePageTests
{
    private static string Page => Path.Combine(Suites.Repository, "docs", "conformance.md");

    private static string Template => Path.Combine(Suites.Repository, "tests", "Caisson.Cli.Tests", "Conformance", "page.txt");

    [Fact]
    public void Every_script_belongs_to_a_proposal()
    {
        Suites.Find("suites/spec");
        Suites.Find("suites/component-model");
        Suites.Find("suites/wasmtime-misc");
        Assert.Empty(ConformancePage.Unmapped);
    }

    [Fact]
    public void The_page_is_what_the_suites_say()
    {
        Suites.Find("suites/spec");
        Suites.Find("suites/component-model");
        Suites.Find("suites/wasmtime-misc");
        string page = ConformancePage.Write(File.ReadAllText(Template));
        if (Environment.GetEnvironmentVariable("BLESS") == "1") File.WriteAllText(Page, page);
        else Assert.Equal(page, File.ReadAllText(Page));
    }
}
