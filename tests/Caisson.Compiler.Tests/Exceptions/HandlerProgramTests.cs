using Caisson.Compiler.Tests.Lowering;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Exceptions;

/// <summary>Locals have the values that they had when something was thrown, in random programs.</summary>
public sealed class HandlerProgramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Handlers_see_the_locals_as_they_were(int batch)
    {
        for (int seed = 100 * batch; seed < 100 * (batch + 1); seed++)
        {
            var program = new HandlerProgram(seed);
            int expected = program.Run(7, -3);
            Value[] actual = Guest.Run(program.Wat, 7, -3);
            Assert.True(expected == actual[0].AsInt32(), $"seed {seed}: expected {expected}, got {actual[0]}\n{program.Wat}");
        }
    }
}
