using System.Text;
using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using Caisson.Wit.Printing;
using CsCheck;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Robustness;

/// <summary>Texts that try to exhaust the stack, the memory or the time of their reader.</summary>
public class HostileTextTests
{
    private const int Many = 100_000;

    [Fact]
    public void Types_that_nest_deep() => InvalidItems($"type t = {Repeat("list<", Many)}u8{Repeat(">", Many)};", "3:650", "the type nests too deep");

    [Fact]
    public void Types_that_nest_as_deep_as_they_may() => Interface($"f: func(a: {Repeat("list<", 127)}u8{Repeat(">", 127)});");

    [Fact]
    public void Types_that_nest_deep_through_names()
    {
        string aliases = string.Concat(Enumerable.Range(0, Many).Select(index => $"type t{index} = t{index + 1};\n"));
        WitException error = Assert.Throws<WitException>(() => Interface(aliases + $"type t{Many} = u8;"));
        Assert.StartsWith("the type nests too deep, with the types that it names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_nest_deep_through_names_in_order()
    {
        string aliases = string.Concat(Enumerable.Range(1, Many).Select(index => $"type t{index} = option<t{index - 1}>;\n"));
        WitException error = Assert.Throws<WitException>(() => Interface("type t0 = u8;" + aliases));
        Assert.StartsWith("the type nests too deep, with the types that it names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_of_very_many_parts() => InvalidItems($"type t = tuple<{Repeat("u8,", Many)}>;", "3:10", "the type consists of more than 1000 types");

    [Fact]
    public void Types_that_double_with_each_name()
    {
        string types = string.Concat(Enumerable.Range(1, 60).Select(index => $"record t{index} {{ a: list<t{index - 1}>, b: list<t{index - 1}> }}\n"));
        Assert.Equal(61, Interface("type t0 = u8;" + types).Types.Count);
    }

    [Fact]
    public void Values_that_grow_with_each_name()
    {
        string types = string.Concat(Enumerable.Range(1, 60).Select(index => $"type t{index} = tuple<t{index - 1}, t{index - 1}>;\n"));
        WitException error = Assert.Throws<WitException>(() => Interface("type t0 = u8;" + types));
        Assert.StartsWith("the values of this type take more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_that_nest_deep() =>
        Assert.StartsWith("comments nest too deep", Assert.Throws<WitException>(() => Valid("package a:b; " + Repeat("/*", Many))).Message, StringComparison.Ordinal);

    [Fact]
    public void Interfaces_that_use_each_other_in_a_long_chain()
    {
        string chain = string.Concat(Enumerable.Range(0, Many).Select(index => $"interface i{index} {{ use i{index + 1}.{{t}}; }}\n"));
        WitException error = Assert.Throws<WitException>(() => Valid($"package a:b; {chain} interface i{Many} {{ type t = u8; }}"));
        Assert.StartsWith("too many definitions stand on each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nests_and_chains_as_far_as_it_may_fits_a_small_stack()
    {
        OnSmallStack(() =>
        {
            WitPackage package = Valid(Chain(names: 120));
            Assert.Equal(ModelText.Of(package), ModelText.Of(Valid(WitPrinter.Print(package))));
            // In bytes each interface has all the types of those that it stands on.
            package = Valid(Chain(names: 4));
            Assert.Equal(ModelText.Of(package), ModelText.Of(WitDecoder.Decode(WitEncoder.Encode(package)).Main));
        });
    }

    // In each interface a chain of names that leads to a type of the next one, down to an interface whose types nest as deep as they may.
    private static string Chain(int names)
    {
        string types = string.Concat(Enumerable.Range(0, names).Select(index => $"type t{index} = t{index + 1};\n"));
        string chain = string.Concat(Enumerable.Range(0, 254).Select(index =>
            $"interface i{index} {{ type n{index} = u8; {types} use i{index + 1}.{{n{index + 1} as t{names}}}; }}\n"));
        string deep = string.Concat(Enumerable.Range(0, 62).Select(index => $"record r{index} {{ a: list<r{index + 1}> }}\n"));
        return $"package a:b; {chain} interface i254 {{ type n254 = u8; {deep} record r62 {{ a: u8 }} f: func(a: r0); }} world w {{ export i0; import i254; }}";
    }

    [Fact]
    public void Worlds_that_include_each_other_in_a_long_chain()
    {
        string chain = string.Concat(Enumerable.Range(0, Many).Select(index => $"world w{index} {{ include w{index + 1}; }}\n"));
        WitException error = Assert.Throws<WitException>(() => Valid($"package a:b; {chain} world w{Many} {{}}"));
        Assert.StartsWith("too many definitions stand on each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_that_depend_on_each_other_in_a_long_chain()
    {
        string chain = string.Concat(Enumerable.Range(0, Many).Select(index => $"package p:p{index} {{ world w {{ include p:p{index + 1}/w; }} }}\n"));
        WitException error = Assert.Throws<WitException>(() => Valid($"package a:b; {chain} package p:p{Many} {{ world w {{}} }}"));
        Assert.StartsWith("too many definitions stand on each other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Worlds_that_include_much_many_times()
    {
        string items = string.Concat(Enumerable.Range(0, 2000).Select(index => $"import x{index}: func();"));
        string worlds = string.Concat(Enumerable.Range(0, 600).Select(index => $"world w{index} {{ include w; }}"));
        WitException error = Assert.Throws<WitException>(() => Valid($"package a:b; world w {{ {items} }} {worlds}"));
        Assert.StartsWith("the worlds of this package include more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Very_many_uses_of_one_interface()
    {
        string types = string.Concat(Enumerable.Range(0, 20_000).Select(index => $"type t{index} = u8;"));
        string names = string.Join(",", Enumerable.Range(0, 20_000).Select(index => $"t{index}"));
        Assert.Equal(20_000, Valid($"package a:b; interface i {{ {types} }} interface j {{ use i.{{{names}}}; }}").Interfaces[1].Types.Count);
    }

    [Fact]
    public void Any_sequence_of_tokens_is_a_package_or_an_error()
    {
        string[] tokens =
        [
            "package a:b;", "package c:d@1.0.0 {", "interface", "world", "{", "}", "(", ")", "<", ">", ";", ":", ",", ".", "/", "@", "->", "=", "_", "a", "b", "%list", "i", "use", "as", "include", "with", "import", "export",
            "func()", "async", "static", "constructor", "record", "variant", "enum", "flags", "resource", "type", "u8", "string", "list<", "option<", "result", "tuple<", "borrow<", "stream", "1.2.3", "4",
            "@since(version = 1.0.0)", "@unstable(feature = a)", "\"x\"", "/// doc\n", "interface i {", "world w {", "type a = ", "f: func(a: ", "use a:b/i.{a}",
        ];
        Gen.Int[0, tokens.Length - 1].Select(index => tokens[index]).Array[0, 30].Sample(sequence => IsTakenOrRefused("package a:b;" + string.Join(' ', sequence)), iter: 20_000);
    }

    [Fact]
    public void Any_characters_are_a_package_or_an_error() => Gen.String.Sample(text => IsTakenOrRefused(text) && IsTakenOrRefused("package a:b; interface i {" + text), iter: 5_000);

    private static bool IsTakenOrRefused(string text)
    {
        try
        {
            WitResolver.Resolve(WitInput.FromText(text), All);
            return true;
        }
        catch (WitException error)
        {
            return error.Position is { Line: > 0, Column: > 0 };
        }
    }

    private static void OnSmallStack(Action action)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception error)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error);
                }
            },
            maxStackSize: 512 << 10);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
