using Caisson.Components.Binary;
using Caisson.Components.Text;
using Caisson.Components.Validation;
using Caisson.Wasm;

namespace Caisson.Components.Tests.Validation;

/// <summary>Says of a text that it is valid or not.</summary>
internal static class ValidatorTesting
{
    public static ValidComponent Valid(string text) => ComponentValidator.Validate(ComponentDecoder.Decode(ComponentParser.Parse(text)));

    public static void Invalid(string text, string message)
    {
        InvalidException e = Assert.Throws<InvalidException>(() => Valid(text));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.True(e.Offset >= 0, $"no offset: {e.Message}");
    }
}
