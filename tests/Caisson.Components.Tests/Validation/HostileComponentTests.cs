using static Caisson.Components.Tests.Validation.ValidatorTesting;

namespace Caisson.Components.Tests.Validation;

/// <summary>Small components whose types would be huge if they were written out, and components with very many parts.</summary>
public class HostileComponentTests
{
    private const string Memory = """
        (core module $M (memory (export "m") 1)) (core instance $i (instantiate $M)) (alias core export $i "m" (core memory $m))
        """;

    private const string TypeSize = "effective type size exceeds the limit", Work = "take too much work to compare";

    [Fact]
    public void Types_that_double_again_and_again_have_a_limit()
    {
        Valid(Text(Doubled("tuple {0} {0}", 18)));
        Invalid(Text(Doubled("tuple {0} {0}", 99)), TypeSize);
        Invalid(Text(Doubled("variant (case \"a\" {0}) (case \"b\" {0})", 99)), TypeSize);
        Invalid(Text(Doubled("list {0} 2", 40)), "exceeds maximum byte size");
    }

    [Fact]
    public void Types_within_types_have_a_limit()
    {
        Valid(Text(Doubled("option {0}", 99)));
        Invalid(Text(Doubled("option {0}", 100)), "type nesting is too deep");
        Invalid(Text(Doubled("list {0}", 100_000)), "type nesting is too deep");
    }

    [Fact]
    public void Instances_within_instances_have_a_limit()
    {
        const string one = """(instance (alias outer 1 {0} (type $t)) (export "x" (instance (type $t))))""";
        const string two = """(instance (alias outer 1 {0} (type $t)) (export "x" (instance (type $t))) (export "y" (instance (type $t))))""";
        Valid(Text(Chained("(instance)", one, 50)));
        Invalid(Text(Chained("(instance)", one, 500)), "type nesting is too deep");
        Invalid(Text(Chained("(instance)", two, 60)), TypeSize);
        Invalid(Text(Chained("""(instance (export "r" (type (sub resource))))""", two, 60)), Work);
    }

    [Fact]
    public void Components_within_components_have_a_limit()
    {
        const string two = """(component (alias outer 1 {0} (type $t)) (import "x" (component (type $t))) (export "y" (component (type $t))))""";
        Invalid(Text(Chained("(component)", two, 60)), TypeSize);
    }

    [Fact]
    public void A_large_type_can_not_be_instantiated_without_end()
    {
        string functions = string.Concat(Enumerable.Range(0, 2000).Select(i => $"""(export "f{i}" (func (type 2)))"""));
        string large = $"""(type (instance (export "r" (type (sub resource))) (type (own 0)) (type (func (param "a" 1))) {functions}))""";
        string components = string.Concat(Enumerable.Repeat("""(type (component (alias outer 1 0 (type $t)) (import "i" (instance (type $t)))))""", 1000));
        Invalid(Text([large, components]), Work);
        Invalid(Text([large, .. Enumerable.Range(0, 900).Select(i => $"""(import "i{i}" (instance (type 0)))""")]), TypeSize);
    }

    [Fact]
    public void Flat_types_of_functions_are_made_once()
    {
        string lowered = string.Concat(Enumerable.Repeat("(core func (canon lower (func 0)))", 20_000));
        Valid(Text([.. Doubled("tuple {0} {0} {0} {0}", 8), """(import "f" (func (param "a" 8)))""", Memory, lowered.Replace("0)", "0) (memory $m)", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Counts_have_limits()
    {
        Invalid(Text([.. Enumerable.Repeat("(core module)", 1001)]), "too many modules");
        Invalid(Text([.. Enumerable.Repeat("(component)", 1001)]), "too many components");
        Invalid(Text([.. Enumerable.Repeat("(instance) (type u8)", 1001)]), "too many instances");
    }

    [Fact]
    public void Long_names_are_names()
    {
        string name = new('a', 1_000_000);
        Valid($"""(component (import "{name}" (func)) (import "a:b/{name}@1.0.0" (func)))""");
    }

    private static IEnumerable<string> Doubled(string type, int times) =>
        Enumerable.Range(0, times + 1).Select(i => i == 0 ? "(type u8)" : $"(type ({string.Format(null, type, i - 1)}))");

    private static IEnumerable<string> Chained(string first, string type, int times) =>
        Enumerable.Range(0, times + 1).Select(i => $"(type {(i == 0 ? first : string.Format(null, type, i - 1))})");

    private static string Text(IEnumerable<string> definitions) => $"(component {string.Join('\n', definitions)})";
}
