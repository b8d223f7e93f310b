using Caisson.Bench.Contenders;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Tests.Contenders;

/// <summary>CoreMark as native code; a program with its files' names, seeds and output stands for it.</summary>
public sealed class NativeCoreMarkTests : IDisposable
{
    private const string Main = """
        #include <stdio.h>
        #include <string.h>
        #include "core_portme.h"
        int main(int count, char **args)
        {
            int good = count == 5 && !strcmp(args[1], "0") && !strcmp(args[2], "0") && !strcmp(args[3], "0x66") && PERFORMANCE_RUN && MEM_METHOD == MEM_STATIC && sizeof FLAGS_STR == 1;
            printf("%s, %s iterations\nIterations/Sec   : 20000.5\n", good ? "good" : "bad", args[4]);
            return good ? 0 : 1;
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public NativeCoreMarkTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "posix"));
        foreach (string file in new[] { "core_list_join.c", "core_matrix.c", "core_state.c", "core_util.c", "posix/core_portme.c" }) File.WriteAllText(Path.Combine(_folder, file), "");
        File.WriteAllText(Path.Combine(_folder, "posix", "core_portme.h"), "#define MEM_STATIC 2\n");
        File.WriteAllText(Path.Combine(_folder, "core_main.c"), Main);
    }

    private GuestProgram CoreMark => new("coremark", Sets.CoreMark, "coremark.wasm")
    {
        Source = _folder,
        ClockSpeed = 10,
        OwnTime = answer => answer.Output.Contains(": 20000.5", StringComparison.Ordinal) ? 5 : 0,
        Expected = new Expectation(0, null, OutputGlob: "good, * iterations*"),
    };

    public static TheoryData<string> Names => [.. Contender.All.Where(contender => contender.IsNative).Select(contender => contender.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Names))]
    public void Seeds_and_memory_are_those_of_the_module_and_the_clock_is_right(string name)
    {
        Contender contender = Contender.All.Single(contender => contender.Name == name);
        Assert.SkipUnless(contender.IsThere, $"{contender.Needs} is not installed");
        using IRunner runner = contender.Prepare(CoreMark);
        (double milliseconds, Answer answer) = runner.Run();
        Assert.Null(CoreMark.Problem(answer));
        Assert.Equal(50, milliseconds);
    }

    [Fact]
    public void Compiler_that_fails_is_named()
    {
        Contender clang = Contender.All.Single(contender => contender.Name == Contender.Clang);
        Assert.SkipUnless(clang.IsThere, $"{clang.Needs} is not installed");
        File.WriteAllText(Path.Combine(_folder, "core_util.c"), "#error no");
        Assert.Equal("clang-16 refuses coremark", Assert.Throws<InvalidOperationException>(() => clang.Prepare(CoreMark)).Message);
    }

    [Fact]
    public void Native_code_is_only_made_of_programs_whose_source_is_there()
    {
        Assert.All(Contender.All, contender => Assert.True(contender.Runs(CoreMark)));
        Assert.All(Contender.All, contender => Assert.Equal(!contender.IsNative, contender.Runs(CoreMark with { Source = null })));
    }
}
