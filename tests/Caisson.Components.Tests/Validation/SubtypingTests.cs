using static Caisson.Components.Tests.Validation.ValidatorTesting;

namespace Caisson.Components.Tests.Validation;

/// <summary>What can be given for an import, and what becomes of resources then.</summary>
public class SubtypingTests
{
    [Theory]
    [InlineData("(instance (export \"a\" (func)) (export \"b\" (func)))", "(instance (export \"a\" (func)))")]
    [InlineData("(component (export \"a\" (func)))", "(component (import \"x\" (func)) (export \"a\" (func)))")]
    [InlineData("(component (import \"x\" (instance (export \"f\" (func)))))", "(component (import \"x\" (instance (export \"f\" (func)) (export \"g\" (func)))))")]
    [InlineData("(core module (export \"a\" (func)) (export \"m\" (memory 2 3)))", "(core module (import \"x\" \"y\" (func)) (export \"m\" (memory 1 4)))")]
    [InlineData("(core module (import \"x\" \"y\" (memory 1)))", "(core module (import \"x\" \"y\" (memory 1 2)))")]
    [InlineData("(func (param \"a\" (list (tuple u8 string))) (result (option u8)))", "(func (param \"a\" (list (tuple u8 string))) (result (option u8)))")]
    public void More_can_be_given_than_is_asked_for(string given, string asked)
    {
        Valid(Pass(given, asked));
        if (given != asked) Assert.Throws<Wasm.InvalidException>(() => Valid(Pass(asked, given)));
    }

    [Theory]
    [InlineData("(func)", "(func async)", "expected async function, found sync function")]
    [InlineData("(func (param \"a\" u8))", "(func (param \"b\" u8))", "expected parameter named `b`, found `a`")]
    [InlineData("(func (param \"a\" u8))", "(func (param \"a\" u16))", "expected primitive `u16` found primitive `u8`")]
    [InlineData("(func (param \"a\" (list u8 3)))", "(func (param \"a\" (list u8 4)))", "expected fixed-length 4, found size 3")]
    [InlineData("(func (param \"a\" (map string u8)))", "(func (param \"a\" (map string u16)))", "type mismatch in map value")]
    [InlineData("(func (param \"a\" (stream u8)))", "(func (param \"a\" (stream)))", "expected stream type to not be present")]
    [InlineData("(func (param \"a\" (future u8)))", "(func (param \"a\" (future string)))", "type mismatch in future")]
    [InlineData("(core module (export \"a\" (global i32)))", "(core module (export \"a\" (global (mut i32))))", "global types differ in mutability")]
    [InlineData("(core module (export \"a\" (memory i64 1)))", "(core module (export \"a\" (memory 1)))", "mismatch in index type used for memories")]
    [InlineData("(component (import \"x\" (func)))", "(component)", "missing import named `x`")]
    public void Less_can_not(string given, string asked, string message) => Invalid(Pass(given, asked), message);

    [Fact]
    public void Resources_that_belong_together_are_given_together()
    {
        const string component = """
            (component $C
              (import "r" (type $r (sub resource)))
              (import "f" (func (param "a" (own $r)))))
            """;
        Valid($"""
            (component
              (import "x" (type $x (sub resource)))
              (import "f" (func $f (param "a" (own $x))))
              {component}
              (instance (instantiate $C (with "r" (type $x)) (with "f" (func $f)))))
            """);
        Invalid(
            $"""
            (component
              (import "x" (type $x (sub resource)))
              (import "y" (type $y (sub resource)))
              (import "f" (func $f (param "a" (own $x))))
              {component}
              (instance (instantiate $C (with "r" (type $y)) (with "f" (func $f)))))
            """,
            "resource types are not the same");
    }

    [Fact]
    public void What_an_instance_exports_speaks_of_what_it_was_given()
    {
        const string start = """
            (component
              (import "x" (type $x (sub resource)))
              (component $C
                (import "r" (type $r (sub resource)))
                (import "make" (func $make (result (own $r))))
                (export "make" (func $make)))
              (import "make-x" (func $make (result (own $x))))
              (instance $c (instantiate $C (with "r" (type $x)) (with "make" (func $make))))
              (alias export $c "make" (func $made))
            """;
        Valid(start + """(export "made" (func $made) (func (result (own $x)))))""");
        Invalid(start + """(import "z" (type $z (sub resource))) (export "made" (func $made) (func (result (own $z)))))""", "resource types are not the same");
    }

    [Fact]
    public void Instances_of_one_component_have_different_resources()
    {
        Invalid(
            """
            (component
              (component $R (type $r (resource (rep i32))) (export "r" (type $r)))
              (component $C (import "a" (type $a (sub resource))) (import "b" (type (eq $a))))
              (instance $one (instantiate $R))
              (instance $two (instantiate $R))
              (instance (instantiate $C (with "a" (type $one "r")) (with "b" (type $two "r")))))
            """,
            "resource types are not the same");
    }

    private static string Pass(string given, string asked)
    {
        string sort = given.StartsWith("(core module", StringComparison.Ordinal) ? "core module" : given[1..].Split(' ', ')')[0];
        string type(string text, string name) => $"(import \"x\" ({sort} {name}{text[(sort.Length + 1)..]})";
        return $"(component {type(given, "$x ")} (component $C {type(asked, "")}) (instance (instantiate $C (with \"x\" ({sort} $x)))))";
    }
}
