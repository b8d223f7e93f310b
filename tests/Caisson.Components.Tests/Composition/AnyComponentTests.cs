using Caisson.Components.Binary;
using Caisson.Components.Composition;
using Caisson.Components.Text;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;
using Caisson.Tests;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Tests.Composition;

/// <summary>
/// Whatever a component imports and exports, a composition can do the same: every valid component of the suites, with one import more
/// that is plugged, becomes a composition of the type that it had.
/// </summary>
public class AnyComponentTests
{
    private const string Plug = """
        (component
          (core module $M (func (export "f")))
          (core instance $m (instantiate $M))
          (func (export "plug-of-this-test") (canon lift (core func $m "f"))))
        """;

    /// <summary>By design: what isn't as it was.</summary>
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["component-model/validation/extern-names.wast"] = "imports of compatible versions become one",
    };

    private static readonly string[] Folders = ["suites/component-model", "suites/wasmtime-misc/component-model", "suites/wasmtime-misc/component-model-threading"];

    public static TheoryData<string> Scripts =>
    [
        .. Folders
            .Where(folder => Suites.TryFind(folder) is not null)
            .SelectMany(folder => Suites.Files(folder, "*.wast"))
            .Select(file => Path.GetRelativePath(Suites.Find("suites"), file)),
    ];

    [Theory]
    [MemberData(nameof(Scripts), DisableDiscoveryEnumeration = true)]
    public void Types_of_the_suites_go_through(string script)
    {
        List<string> failures = [];
        foreach (Directive directive in ComponentScript.Parse(File.ReadAllBytes(Suites.Find(Path.Combine("suites", script)))).Directives)
        {
            ScriptModule? component = directive switch
            {
                ModuleDirective { Module.IsComponent: true } module => module.Module,
                DefinitionDirective { Module.IsComponent: true } module => module.Module,
                _ => null,
            };
            if (component is not null && Check(component.Encode()) is { } failure) failures.Add($"{script}:{directive.Line}: {failure}");
        }
        if (Excluded.TryGetValue(script, out string? reason)) Assert.True(failures.Count > 0, $"passes; it was excluded because {reason}");
        else Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Theory]
    [InlineData("realworld/cm-online-stats/cm-online-stats.wasm")]
    [InlineData("realworld/c-c-hello/hello.component.wasm")]
    public void Types_of_real_components_go_through(string file) => Assert.Null(Check(File.ReadAllBytes(Suites.Find(file))));

    private static string? Check(byte[] bytes)
    {
        CanonicalTypes coreTypes = new();
        ComponentType type;
        byte[] socket;
        try
        {
            ValidComponent valid = Validate(bytes, coreTypes);
            (type, socket) = (valid.Type, WithImport(bytes, (uint)valid.Types.Length));
        }
        catch (ModuleException)
        {
            // Some scripts have components of proposals.
            return null;
        }
        try
        {
            ComponentComposer composer = new();
            byte[] composed = composer.Plug(composer.Load("socket", socket), composer.Load("plug", ComponentParser.Parse(Plug)));
            ComponentType result = Validate(composed, coreTypes).Type;
            ComponentSubtyping subtyping = new(Context(composed, coreTypes), 0);
            return subtyping.Check(result, type) ?? subtyping.Check(type, result) ?? CheckMerging(socket, coreTypes, composer);
        }
        catch (UnlinkableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Imports of a component and of its copy become one each, which satisfies both.</summary>
    private static string? CheckMerging(byte[] bytes, CanonicalTypes coreTypes, ComponentComposer composer)
    {
        ValidationContext context = Context(bytes, coreTypes);
        MergedImports imports = new(context);
        for (int i = 0; i < 2; i++)
        {
            ComponentPart part = new("part", Validate(bytes, coreTypes), composer);
            TypeSubstitution substitution = new(context, 0);
            Dictionary<string, ComponentExternType> given = part.Type.Imports.ToDictionary(
                import => import.Name, import => imports.Add(part, import, substitution).Declaration.Type);
            if (new ComponentSubtyping(context, 0).Open(given.GetValueOrDefault, part.Type.Imports, "import", out _) is { } error) return error;
            if (imports.InOrder.Count != part.Type.Imports.Length) return $"{imports.InOrder.Count} of {part.Type.Imports.Length} imports";
        }
        return null;
    }

    private static ValidComponent Validate(byte[] bytes, CanonicalTypes coreTypes) =>
        new ComponentValidation(Context(bytes, coreTypes), ComponentDecoder.Decode(bytes), outer: null).Validate();

    private static ValidationContext Context(byte[] bytes, CanonicalTypes coreTypes) =>
        new(ComponentDecoder.Decode(bytes), Features.Wasm3 | Features.Threads, 1, coreTypes);

    /// <summary>The same component with a further type, of a function, and an import of that type.</summary>
    private static byte[] WithImport(byte[] component, uint typeCount)
    {
        byte[] type = [1, 0x40, 0, 1, 0];
        byte[] name = "plug-of-this-test"u8.ToArray();
        byte[] import = [1, 0, (byte)name.Length, .. name, 1, (byte)(typeCount & 0x7F | 0x80), (byte)(typeCount >> 7)];
        return [.. component, 7, (byte)type.Length, .. type, 10, (byte)import.Length, .. import];
    }
}
