using Caisson.Components.Binary;
using Caisson.Components.Text;
using Caisson.Wasm;

namespace Caisson.Components.Tests.Text;

/// <summary>Components as text.</summary>
public class ComponentPrinterTests
{
    [Fact]
    public void A_component_is_one_definition_a_line() => Assert.Equal(
        """
        (component $c
          (type (;0;) (list u8))
          (type (;1;) (func (param "a" 0)))
          (import "f" (func $f (;0;) (type 1)))
          (core module $m (;0;)
            (memory $x (;0;) 1)
            (export "mem" (memory $x))
          )
          (core instance $i (;0;) (instantiate $m))
          (alias core export $i "mem" (core memory (;0;)))
          (core func $g (;0;) (canon lower (func $f) (memory (core memory 0))))
          (core instance (;1;)
            (export "g" (func $g)))
          (type $t (;2;) (instance
            (alias outer 1 1 (type (;0;)))
            (export "a" (func (;0;) (type 0)))
          ))
          (export $f2 (;1;) "f2" (func $f))
        )

        """.ReplaceLineEndings("\n"),
        Print(
            """
            (component $c
              (import "f" (func $f (param "a" (list u8))))
              (core module $m (memory $x 1) (export "mem" (memory $x)))
              (core instance $i (instantiate $m))
              (core func $g (canon lower (func $f) (memory (core memory $i "mem"))))
              (core instance (export "g" (func $g)))
              (type $t (instance (alias outer $c 1 (type)) (export "a" (func (type 0)))))
              (export $f2 "f2" (func $f)))
            """));

    [Theory]
    [InlineData("(component $a)")]
    [InlineData("(component (@name \"\"))")]
    [InlineData("(component (@name \"#\"))")]
    [InlineData("(component (type $\"a b\" u8) (export $\"a b2\" \"x\" (type $\"a b\")))")]
    [InlineData("(component (type (@name \"twice\") u8) (type (@name \"twice\") u8) (type (@name \"\") s8))")]
    [InlineData("(component (core module $a (func $f)))")]
    [InlineData("(component (core module $a (@own-name \"b\") (func $f)))")]
    [InlineData("(component (core module $a (@own-name)))")]
    [InlineData("(component (core module (@own-name \"b\")))")]
    [InlineData("(component (component $a (@own-name \"b\") (type $t u8)))")]
    [InlineData("(component (component $a (@own-name)))")]
    [InlineData("(component (@custom \"a\" \"\\00\\ff\") (type u8) (@custom \"b\") (type u8) (component (@custom \"c\" \"x\")))")]
    [InlineData("(component (@custom \"component-name\" \"\\00\\02\\01\") (type u8))")]
    [InlineData("(component (type u8) (@custom \"component-name\" \"\\01\\05\\03\\01\\09\\01x\"))")]
    [InlineData("(component (core rec (type (struct))) (core type (sub (func))) (core type (sub final 1 (func))))")]
    [InlineData("(component (export \"x\" (type $t)) (type $t u8))", true)]
    [InlineData("(component (start 0 (value 0) (result (value $a)) (result (value))))")]
    [InlineData("(component (import \"v\" (value $v string)) (import \"w\" (value (eq $v))) (export \"x\" (value $v) (value string)))")]
    [InlineData("(component (value $v string (binary \"\\02\" \"hi\")) (value u8 (binary \"\\07\")) (export \"v\" (value $v)))")]
    [InlineData("(component (type (resource (rep i64) (dtor 3))) (type (map string (list u8 4))) (type (result (error char))))")]
    [InlineData("(component (canon thread.spawn-indirect shared 0 (core table 0) (core func)) (canon thread.available-parallelism (core func)))")]
    [InlineData("(component (canon waitable-set.wait cancellable (memory 0) (core func)) (canon task.return (result u8) async string-encoding=utf16 (core func)))")]
    public void The_text_of_a_component_is_that_component(string text, bool isMalformed = false)
    {
        if (isMalformed)
        {
            Assert.Throws<MalformedException>(() => ComponentParser.Parse(text));
            return;
        }
        byte[] component = ComponentParser.Parse(text);
        Assert.Equal(Convert.ToHexStringLower(component), Convert.ToHexStringLower(ComponentParser.Parse(Print(component))));
    }

    [Fact]
    public void An_index_of_something_that_comes_later_is_a_number()
    {
        string text = Print("(component (export \"x\" (type 1)) (type $t u8))");
        Assert.Contains("(export (;0;) \"x\" (type 1))", text, StringComparison.Ordinal);
        Assert.Equal(text, Print(text));
    }

    private static string Print(string text) => Print(ComponentParser.Parse(text));

    private static string Print(byte[] component) => ComponentPrinter.ToText(ComponentDecoder.Decode(component, Features.All));
}
