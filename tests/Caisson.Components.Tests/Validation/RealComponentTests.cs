using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Tests;

namespace Caisson.Components.Tests.Validation;

/// <summary>Components that real tools made are valid.</summary>
public class RealComponentTests
{
    private static readonly string[] Folders = ["realworld", "suites/wasi-testsuite"];

    public static TheoryData<string> Components =>
    [
        .. Folders
            .Where(folder => Suites.TryFind(folder) is not null)
            .SelectMany(folder => Suites.Files(folder, "*.wasm"))
            .Where(file => IsComponent(file))
            .Select(file => Path.GetRelativePath(Suites.Find("realworld/.."), file)),
    ];

    [Theory]
    [MemberData(nameof(Components), DisableDiscoveryEnumeration = true)]
    public void Component_is_valid(string file)
    {
        ValidComponent component = ComponentValidator.Validate(ComponentDecoder.Decode(File.ReadAllBytes(Suites.Find(file))));
        Assert.Equal(component.Syntax.Definitions.OfType<ImportDefinition>().Count(), component.Type.Imports.Length);
        Assert.Equal(component.Syntax.Definitions.OfType<ExportDefinition>().Count(), component.Type.Exports.Length);
        Assert.Equal(component.Syntax.Definitions.OfType<CanonDefinition>().Count(), component.Canons.Length);
    }

    [Fact]
    public void Component_knows_what_it_exports()
    {
        byte[] bytes = File.ReadAllBytes(Suites.Find("realworld/cm-online-stats/cm-online-stats.wasm"));
        ComponentType type = ComponentValidator.Validate(ComponentDecoder.Decode(bytes)).Type;
        Assert.Equal(["wasi:cli/run@0.2.6: instance { run: func() -> result }"], type.Exports.Select(export => $"{export.Name}: {export.Type}"));
    }

    private static bool IsComponent(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] start = new byte[8];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && ComponentDecoder.KindOf(start) == BinaryKind.Component;
    }
}
