using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Text;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Components.Tests.Text;

/// <summary>Every component of the suites can be read, and be printed and read again.</summary>
public class ComponentSuiteTests
{
    public static TheoryData<string> Scripts => [.. ComponentScripts.All];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_component_can_be_parsed(string path)
    {
        foreach ((int line, ScriptModule component, ModuleFailure? failure) in Components(path))
        {
            if (failure is ModuleFailure.Malformed or ModuleFailure.Invalid) continue;
            byte[] bytes = component.Encode();
            Assert.True(ComponentDecoder.KindOf(bytes) == BinaryKind.Component, $"line {line}");
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Malformed_texts_are_refused_as_expected(string path)
    {
        foreach (AssertModuleFails assertion in Directives(path).OfType<AssertModuleFails>())
        {
            if (assertion is not { Failure: ModuleFailure.Malformed, Module: QuotedModule { IsComponent: true } }) continue;
            MalformedException error = Assert.Throws<MalformedException>(() => assertion.Module.Encode());
            Assert.Contains(assertion.Message, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_component_becomes_text_that_becomes_it_again(string path)
    {
        foreach ((int line, ScriptModule component, _) in Components(path))
        {
            if (TryDecode(component) is not { } syntax || TryPrint(syntax) is not { } text) continue;
            byte[] again = ComponentParser.Parse(text);

            // Bytes that a script has written may have sections and numbers that the parser writes shorter.
            if (component is BinaryModule) Assert.Equal(text, ComponentPrinter.ToText(Decode(again)));
            else Assert.True(syntax.Bytes.Span.SequenceEqual(again), $"line {line}:\n{text}");
        }
    }

    private static IEnumerable<Directive> Directives(string path) => Flatten(ComponentScript.Parse(ComponentScripts.Read(path)).Directives);

    private static IEnumerable<Directive> Flatten(IEnumerable<Directive> directives) =>
        directives.SelectMany(directive => directive is ThreadDirective thread ? Flatten(thread.Directives) : [directive]);

    private static IEnumerable<(int Line, ScriptModule Component, ModuleFailure? Failure)> Components(string path) => Directives(path)
        .Select(directive => directive switch
        {
            ModuleDirective module => (directive.Line, module.Module, (ModuleFailure?)null),
            DefinitionDirective definition => (directive.Line, definition.Module, null),
            AssertModuleFails assertion => (directive.Line, assertion.Module, assertion.Failure),
            _ => default,
        })
        .Where(found => found.Module is { IsComponent: true });

    private static ComponentSyntax Decode(byte[] bytes) => ComponentDecoder.Decode(bytes, Features.All);

    /// <summary>The component, or null when it is one that is malformed on purpose.</summary>
    private static ComponentSyntax? TryDecode(ScriptModule component)
    {
        try
        {
            return Decode(component.Encode());
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>The text, or null when a core module in it is malformed on purpose.</summary>
    private static string? TryPrint(ComponentSyntax component)
    {
        try
        {
            return ComponentPrinter.ToText(component);
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
