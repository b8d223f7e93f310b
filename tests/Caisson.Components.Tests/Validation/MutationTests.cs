using Caisson.Components.Binary;
using Caisson.Components.Text;
using Caisson.Components.Validation;
using Caisson.Tests;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Components.Tests.Validation;

/// <summary>Whatever bytes come, they are valid, malformed or invalid, and never something else.</summary>
public class MutationTests
{
    private const int Mutants = 40_000;

    [Fact]
    public void Mutants_of_components_are_valid_malformed_or_invalid()
    {
        byte[][] originals = [.. Originals()];
        Assert.True(originals.Length > 500, $"only {originals.Length} components");
        Random random = new(20260821);
        Dictionary<string, int> outcomes = [];
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = Mutate(originals, random);
            string outcome = Outcome(mutant);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
        // Each way is gone often: the mutants are neither all noise nor all as the originals were.
        Assert.All(["valid", "malformed", "invalid"], outcome => Assert.True(outcomes[outcome] > Mutants / 100, $"{outcome}: {outcomes[outcome]}"));
    }

    /// <summary>Validates; whatever else is thrown fails the test.</summary>
    private static string Outcome(byte[] mutant)
    {
        try
        {
            ComponentValidator.Validate(ComponentDecoder.Decode(mutant));
            return "valid";
        }
        catch (MalformedException e)
        {
            Assert.InRange(e.Offset, 0, mutant.Length);
            return "malformed";
        }
        catch (InvalidException e)
        {
            Assert.InRange(e.Offset, 0, mutant.Length);
            return "invalid";
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(Convert.ToHexString(mutant), e);
        }
    }

    private static byte[] Mutate(byte[][] originals, Random random)
    {
        List<byte> bytes = [.. originals[random.Next(originals.Length)]];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 8; changes--)
        {
            int at = random.Next(8, bytes.Count);
            byte[] other = originals[random.Next(originals.Length)];
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = (byte)random.Next(8); break;
                case 3: bytes.RemoveAt(at); break;
                case 4: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes[at] = other[random.Next(other.Length)]; break;
            }
        }
        return [.. bytes];
    }

    private static IEnumerable<byte[]> Originals()
    {
        foreach (string file in Suites.Files("suites/component-model", "*.wast"))
        {
            foreach (Directive directive in ComponentScript.Parse(File.ReadAllBytes(file)).Directives)
            {
                ScriptModule? module = directive switch
                {
                    ModuleDirective definition => definition.Module,
                    DefinitionDirective definition => definition.Module,
                    AssertModuleFails { Failure: ModuleFailure.Invalid } assertion => assertion.Module,
                    _ => null,
                };
                if (module is { IsComponent: true } && TryEncode(module) is { Length: > 8 } bytes) yield return bytes;
            }
        }
    }

    /// <summary>Some components of the suite are texts that nothing can be made of.</summary>
    private static byte[]? TryEncode(ScriptModule module)
    {
        try
        {
            return module.Encode();
        }
        catch (ModuleException)
        {
            return null;
        }
    }
}
