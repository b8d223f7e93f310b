using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle.Tests;

/// <summary>Modules from text.</summary>
internal static class Wat
{
    /// <summary>A valid module.</summary>
    public static ModuleSyntax Valid(string text)
    {
        ModuleSyntax module = ModuleDecoder.Decode(WatParser.Parse(text), Features.All);
        ModuleValidator.Validate(module, Features.All);
        return module;
    }
}
