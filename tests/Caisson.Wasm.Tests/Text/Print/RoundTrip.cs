using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Text.Print;

/// <summary>Prints modules, flat and folded, and parses what came out.</summary>
internal static class RoundTrip
{
    private static readonly PrintOptions[] Ways = [PrintOptions.Default, new PrintOptions { Fold = true }];

    /// <summary>Checks that a module survives; one with malformed function bodies must be refused instead.</summary>
    /// <param name="bytes">The module.</param>
    /// <param name="isOurs">Whether the parser made it, so that it must come back byte by byte.</param>
    /// <returns>Whether it could be printed.</returns>
    public static bool Check(byte[] bytes, bool isOurs = false)
    {
        ModuleSyntax module = ModuleDecoder.Decode(bytes, Features.All);
        foreach (PrintOptions way in Ways)
        {
            string text;
            try
            {
                text = WatPrinter.ToText(module, way);
            }
            catch (MalformedException)
            {
                Assert.ThrowsAny<ModuleException>(() => ModuleValidator.Validate(module, Features.All));
                return false;
            }
            byte[] again = WatParser.Parse(text);
            ModuleSyntax parsed = ModuleDecoder.Decode(again, Features.All);
            if (isOurs) Assert.True(bytes.AsSpan().SequenceEqual(again), text);
            ModuleEquality.AssertSame(module, parsed);
            Assert.Equal(text, WatPrinter.ToText(parsed, way));
        }
        return true;
    }
}
