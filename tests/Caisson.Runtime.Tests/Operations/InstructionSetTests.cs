using System.Diagnostics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>
/// Runs the tests of the operations again on lesser processors: each in a process of its own, since the runtime decides at its start
/// which instructions it uses.
/// </summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableAVX")]
    [InlineData("EnableHWIntrinsic")]
    public async Task Operations_equal_the_reference_without(string instructionSet)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DOTNET_" + instructionSet) == "0", "this is the process of another test");
        string program = Path.Combine(AppContext.BaseDirectory, typeof(InstructionSetTests).Assembly.GetName().Name + ".dll");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program },
            RedirectStandardOutput = true,
        };
        foreach (Type tests in new[] { typeof(ScalarOperationsTests), typeof(VectorOperationsTests), typeof(ShuffleFormTests) })
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(tests.FullName!);
        }

        start.Environment["DOTNET_" + instructionSet] = "0";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }
}
