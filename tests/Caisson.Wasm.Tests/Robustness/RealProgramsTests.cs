using Caisson.Tests;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Robustness;

public sealed class RealProgramsTests
{
    [Fact]
    public void All_core_modules_are_valid()
    {
        int modules = 0;
        foreach (string path in Suites.Files("realworld", "*.wasm"))
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (IsComponent(bytes)) continue;
            ModuleSyntax module = ModuleDecoder.Decode(bytes, Features.All);
            ModuleValidator.Validate(module, Features.All, Environment.ProcessorCount);
            Assert.NotNull(module.Names);
            modules++;
        }
        Assert.InRange(modules, 50, int.MaxValue);
    }

    internal static bool IsComponent(byte[] bytes) => bytes.Length >= 8 && bytes[4] != 1;
}
