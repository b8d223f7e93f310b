using Caisson.Bench.Workloads;

namespace Caisson.Bench.Tests.Workloads;

/// <summary>Answers are checked, all parts of them.</summary>
public class ExpectationTests
{
    private static readonly Answer Answer = new(0, "12 apples\n", "done");

    [Fact]
    public void A_right_answer_has_no_problem()
    {
        Assert.Null(new Expectation(0, "12 apples\n", "done").Problem(Answer));
        Assert.Null(new Expectation(0, null).Problem(Answer));
        Assert.Null(new Expectation(0, null, OutputGlob: "* apples*").Problem(Answer));
    }

    [Fact]
    public void Another_exit_code_is_a_problem() => Assert.Contains("exit code 0, not 1", new Expectation(1, "12 apples\n").Problem(Answer), StringComparison.Ordinal);

    [Fact]
    public void Other_output_is_a_problem() => Assert.NotNull(new Expectation(0, "13 apples\n").Problem(Answer));

    [Fact]
    public void Other_text_on_standard_error_is_a_problem() => Assert.NotNull(new Expectation(0, "12 apples\n", "").Problem(Answer));

    [Fact]
    public void Output_that_a_pattern_doesnt_match_is_a_problem() => Assert.NotNull(new Expectation(0, null, OutputGlob: "* pears*").Problem(Answer));

    [Fact]
    public void Every_script_of_the_interpreters_has_an_answer()
    {
        string folder = Path.Combine(Places.Repository, "bench", "scripts");
        string[] scripts = [.. Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".py" or ".js" or ".sql")];
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.True(File.Exists(script + ".out"), script));
    }
}
