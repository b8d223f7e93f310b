using Caisson.Components.Binary;
using Caisson.Components.Composition;
using Caisson.Components.Linking;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Text;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Composition;

/// <summary>Who satisfies whom, what is left to import, and what is refused.</summary>
public class ComponentComposerTests
{
    /// <summary>Imports and exports a function in an interface; what it exports is what it imports and something more.</summary>
    private static string Adding(int more, string import, string? export) => $$"""
        (component
          (import "{{import}}" (instance $in (export "get" (func (result u32)))))
          (core func $get (canon lower (func $in "get")))
          (core module $M
            (import "" "get" (func $get (result i32)))
            (func (export "get") (result i32) (i32.add (call $get) (i32.const {{more}}))))
          (core instance $m (instantiate $M (with "" (instance (export "get" (func $get))))))
          (func $out (result u32) (canon lift (core func $m "get")))
          (instance $i (export "get" (func $out)))
          {{(export is null ? """(export "get" (func $out))""" : $"(export \"{export}\" (instance $i))")}})
        """;

    /// <summary>Exports a function that counts its calls.</summary>
    private static string Counter(string export, string others = "") => $$"""
        (component
          (core module $M (global $n (mut i32) (i32.const 0))
            (func (export "get") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
          (core instance $m (instantiate $M))
          (func $out (result u32) (canon lift (core func $m "get")))
          (instance $i (export "get" (func $out)))
          {{others}}
          (export "{{export}}" (instance $i)))
        """;

    [Theory]
    [InlineData("a:b/c", "a:b/c", true)]
    [InlineData("a:b/c@1.2.3", "a:b/c@1.2.3", true)]
    [InlineData("a:b/c@1.2.3", "a:b/c@1.4.0", true)]
    [InlineData("a:b/c@0.2.4", "a:b/c@0.2.0", true)]
    [InlineData("a:b/c@0.2.4", "a:b/c@0.3.4", false)]
    [InlineData("a:b/c@0.2.4-rc", "a:b/c@0.2.4", false)]
    [InlineData("a:b/c@1.2.3", "a:b/c", false)]
    public void Compatible_versions_plug(string import, string export, bool isCompatible)
    {
        string socket = Adding(10, import, null), plug = Counter(export);
        if (isCompatible) Assert.Equal(11u, Get(Compose(socket, plug)));
        else Assert.StartsWith("nothing plugs into `socket`\n", Refusal(socket, plug), StringComparison.Ordinal);
    }

    /// <summary>Each is satisfied by the nearest to its right, so that what goes between is plugged where it stands.</summary>
    [Fact]
    public void Plugs_form_a_chain_in_their_order()
    {
        string socket = Adding(10, "a:b/c", null), middle = Adding(100, "a:b/c", "a:b/c");
        Assert.Equal(111u, Get(Compose(socket, middle, Counter("a:b/c"))));
        Assert.Equal(211u, Get(Compose(socket, middle, middle, Counter("a:b/c"))));
        Assert.Contains("`plug2` plugs into nothing that stands before it", Refusal(socket, Counter("a:b/c"), middle), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_has_one_instance_for_all_who_use_it()
    {
        const string socket = """
            (component
              (import "direct" (instance $direct (export "get" (func (result u32)))))
              (import "indirect" (instance $indirect (export "get" (func (result u32)))))
              (export "one" (func $direct "get"))
              (export "two" (func $indirect "get")))
            """;
        const string between = """(component (import "direct" (instance $direct (export "get" (func (result u32))))) (export "indirect" (instance $direct)))""";
        ComponentInstance instance = Instantiate(Compose(socket, between, Counter("direct")));
        Assert.Equal(1u, instance.GetFunction("one").Call().AsUInt32());
        Assert.Equal(2u, instance.GetFunction("two").Call().AsUInt32());
        Assert.Equal(3u, instance.GetFunction("one").Call().AsUInt32());
    }

    [Fact]
    public void What_nothing_plugs_is_imported_once()
    {
        byte[] composed = Compose(
            """
            (component
              (import "a:b/c@1.0.5" (instance (export "t" (type (sub resource))) (export "f" (func)) (export "same" (func (param "x" u8)))))
              (import "g" (func (result string)))
              (import "plugged" (instance)))
            """,
            """
            (component
              (import "a:b/c@1.2.0" (instance $c
                (export "same" (func (param "x" u8)))
                (export "t" (type $t (sub resource)))
                (export "r" (type $r (sub resource)))
                (export "h" (func (param "t" (borrow $t)) (param "r" (borrow $r))))))
              (import "g" (func (result string)))
              (import "d" (core module (import "" "f" (func (param i32))) (export "m" (memory 1))))
              (instance $i) (export "plugged" (instance $i)))
            """);
        ComponentType type = TypeOf(composed);
        Assert.Equal(["a:b/c@1.2.0", "g", "d"], type.Imports.Select(import => import.Name));
        Assert.Equal(["same", "t", "r", "h", "f"], ((InstanceType)type.Imports[0].Type).Exports.Select(export => export.Name));
    }

    /// <summary>What parts import in one order may have to be imported in another.</summary>
    [Fact]
    public void Imports_come_after_those_whose_types_they_use()
    {
        byte[] composed = Compose(
            """
            (component
              (import "y" (instance $y (export "t" (type (sub resource)))))
              (alias export $y "t" (type $t))
              (import "x" (instance (alias outer 1 $t (type $t')) (export "t" (type $u (eq $t'))) (export "f" (func (param "t" (borrow $u))))))
              (import "plugged" (instance)))
            """,
            """(component (import "x" (instance (export "g" (func)))) (import "y" (instance)) (instance $i) (export "plugged" (instance $i)))""");
        Assert.Equal(["y", "x"], TypeOf(composed).Imports.Select(import => import.Name));
    }

    /// <summary>One resource, made by one component and used by two, directly and through each other.</summary>
    [Fact]
    public void Resources_flow_between_parts()
    {
        const string types = """
            (component
              (core module $M
                (global $live (mut i32) (i32.const 0))
                (func (export "drop") (param i32) (global.set $live (i32.sub (global.get $live) (i32.const 1))))
                (func (export "born") (global.set $live (i32.add (global.get $live) (i32.const 1))))
                (func (export "live") (result i32) (global.get $live))
                (func (export "rep") (param i32) (result i32) (local.get 0)))
              (core instance $m (instantiate $M))
              (type $r (resource (rep i32) (dtor (core func $m "drop"))))
              (core func $new (canon resource.new $r))
              (core module $N
                (import "" "new" (func $new (param i32) (result i32))) (import "" "born" (func $born))
                (func (export "make") (param i32) (result i32) (call $born) (call $new (local.get 0))))
              (core instance $n (instantiate $N (with "" (instance (export "new" (func $new)) (export "born" (func $m "born"))))))
              (func $make (param "n" u32) (result (own $r)) (canon lift (core func $n "make")))
              (func $get (param "self" (borrow $r)) (result u32) (canon lift (core func $m "rep")))
              (func $live (result u32) (canon lift (core func $m "live")))
              (component $Shape
                (import "r" (type $r (sub resource)))
                (import "make" (func $make (param "n" u32) (result (own $r))))
                (import "get" (func $get (param "self" (borrow $r)) (result u32)))
                (import "live" (func $live (result u32)))
                (export $r' "r" (type $r))
                (export "make" (func $make) (func (param "n" u32) (result (own $r'))))
                (export "[method]r.get" (func $get) (func (param "self" (borrow $r')) (result u32)))
                (export "live" (func $live)))
              (instance $i (instantiate $Shape (with "r" (type $r)) (with "make" (func $make)) (with "get" (func $get)) (with "live" (func $live))))
              (export "a:b/types@1.0.0" (instance $i)))
            """;
        const string twice = """
            (component
              (import "a:b/types@1.0.0" (instance $t (export "r" (type $r (sub resource))) (export "[method]r.get" (func (param "self" (borrow $r)) (result u32)))))
              (alias export $t "r" (type $r))
              (core func $get (canon lower (func $t "[method]r.get")))
              (core func $drop (canon resource.drop $r))
              (core module $M
                (import "" "get" (func $get (param i32) (result i32))) (import "" "drop" (func $drop (param i32)))
                (func (export "f") (param i32) (result i32)
                  (i32.mul (i32.const 2) (call $get (local.get 0)))
                  (call $drop (local.get 0))))
              (core instance $m (instantiate $M (with "" (instance (export "get" (func $get)) (export "drop" (func $drop))))))
              (func $f (param "r" (borrow $r)) (result u32) (canon lift (core func $m "f")))
              (component $Shape
                (import "r" (type $r (sub resource)))
                (import "f" (func $f (param "r" (borrow $r)) (result u32)))
                (export $r' "r" (type $r))
                (export "twice" (func $f) (func (param "r" (borrow $r')) (result u32))))
              (instance $i (instantiate $Shape (with "r" (type $r)) (with "f" (func $f))))
              (export "a:b/twice" (instance $i)))
            """;
        const string socket = """
            (component
              (import "a:b/types@1.0.0" (instance $t
                (export "r" (type $r (sub resource)))
                (export "make" (func (param "n" u32) (result (own $r))))
                (export "live" (func (result u32)))))
              (alias export $t "r" (type $r))
              (import "a:b/twice" (instance $d (alias outer 1 $r (type $r')) (export "r" (type $r'' (eq $r'))) (export "twice" (func (param "r" (borrow $r'')) (result u32)))))
              (core func $make (canon lower (func $t "make")))
              (core func $twice (canon lower (func $d "twice")))
              (core func $drop (canon resource.drop $r))
              (core module $M
                (import "" "make" (func $make (param i32) (result i32)))
                (import "" "twice" (func $twice (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "f") (param i32) (result i32) (local $r i32)
                  (local.set $r (call $make (local.get 0)))
                  (call $twice (local.get $r))
                  (call $drop (local.get $r))))
              (core instance $m (instantiate $M (with "" (instance (export "make" (func $make)) (export "twice" (func $twice)) (export "drop" (func $drop))))))
              (func (export "run") (param "n" u32) (result u32) (canon lift (core func $m "f")))
              (export "live" (func $t "live")))
            """;
        byte[] composed = Compose(socket, twice, types);
        Assert.Empty(TypeOf(composed).Imports);
        ComponentInstance instance = Instantiate(composed);
        Assert.Equal(42u, instance.GetFunction("run").Call(21u).AsUInt32());
        Assert.Equal(0u, instance.GetFunction("live").Call().AsUInt32());

        // Without the types, what uses them can't be plugged: they are another component's.
        Assert.Equal(["a:b/types@1.0.0"], TypeOf(Compose(socket, twice)).Imports.Select(import => import.Name));
        Assert.Contains("plug both of them, or neither", Refusal(socket, types), StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_the_socket_exports_are_named_again()
    {
        ComponentType type = TypeOf(Compose(
            """
            (component
              (import "plugged" (instance))
              (type $r (resource (rep i32)))
              (export $r' "r" (type $r))
              (type $rec (record (field "r" (own $r')) (field "l" (list string))))
              (export $rec' "rec" (type $rec))
              (core module $M (func (export "f") (param i32 i32 i32)) (memory (export "m") 1) (func (export "a") (param i32 i32 i32 i32) (result i32) unreachable))
              (core instance $m (instantiate $M))
              (func (export "f") (param "x" $rec') (canon lift (core func $m "f") (memory (core memory $m "m")) (realloc (core func $m "a")))))
            """,
            """(component (instance $i) (export "plugged" (instance $i)))"""));
        Assert.Equal("r: resource r, rec: type record { r: own<r>, l: list<string> }, f: func(x: record { r: own<r>, l: list<string> })", string.Join(", ", type.Exports.Select(export => $"{export.Name}: {export.Type}")));
    }

    /// <summary>An interface of types is imported by both, and what uses it still says so.</summary>
    [Fact]
    public void Types_that_are_used_keep_their_origin()
    {
        const string types = """
            (import "a:b/types@1.0.0" (instance $types
              (type $k' (enum "one" "two")) (export "kind" (type $k (eq $k')))
              (type $t' (record (field "kind" $k) (field "name" string))) (export "thing" (type $t (eq $t')))))
            (alias export $types "kind" (type $kind))
            (alias export $types "thing" (type $thing))
            """;
        const string plug = $$"""
            (component
              {{types}}
              (core module $M (func (export "f") (param i32 i32 i32) (result i32) (local.get 0)) (memory (export "m") 1)
                (func (export "a") (param i32 i32 i32 i32) (result i32) (i32.const 8)))
              (core instance $m (instantiate $M))
              (func $f (param "t" $thing) (result $kind) (canon lift (core func $m "f") (memory (core memory $m "m")) (realloc (core func $m "a"))))
              (component $Shape
                (type $k' (enum "one" "two")) (import "kind" (type $k (eq $k')))
                (type $t' (record (field "kind" $k) (field "name" string))) (import "thing" (type $t (eq $t')))
                (import "f" (func $f (param "t" $t) (result $k)))
                (export $k'' "kind" (type $k)) (export $t'' "thing" (type $t))
                (export "f" (func $f) (func (param "t" $t'') (result $k''))))
              (instance $i (instantiate $Shape (with "kind" (type $kind)) (with "thing" (type $thing)) (with "f" (func $f))))
              (export "a:b/sort" (instance $i)))
            """;
        const string socket = $$"""
            (component
              {{types}}
              (import "a:b/other" (instance (alias outer 1 $kind (type $k')) (export "kind" (type (eq $k')))))
              (import "a:b/sort" (instance $sort
                (alias outer 1 $kind (type $k')) (export "kind" (type $k (eq $k')))
                (alias outer 1 $thing (type $t')) (export "thing" (type $t (eq $t')))
                (export "f" (func (param "t" $t) (result $k)))))
              (export "f" (func $sort "f")))
            """;
        byte[] composed = Compose(socket, plug);
        TypeOrigins origins = new(ComponentDecoder.Decode(composed));
        Assert.Equal(("a:b/types@1.0.0", "kind"), origins.Of("a:b/other", "kind"));
        Assert.Null(origins.Of("a:b/types@1.0.0", "thing"));
        Assert.Equal(["a:b/types@1.0.0", "a:b/other"], TypeOf(composed).Imports.Select(import => import.Name));
        var linker = new ComponentLinker(Guests.Engine);
        linker.DefineInstance("a:b/types@1.0.0");
        linker.DefineInstance("a:b/other");
        ComponentFunction sort = linker.Instantiate(Component.Compile(Guests.Engine, composed)).GetFunction("f");
        Assert.Equal("two", sort.Call(ComponentValue.Record(("kind", ComponentValue.Enum("two")), ("name", "x"))).Label);
    }

    [Fact]
    public async Task Functions_that_wait_wait_for_each_other()
    {
        const string plug = """
            (component
              (core func $yield (canon thread.yield))
              (core module $M (import "" "yield" (func $yield (result i32))) (func (export "wait") (result i32) (drop (call $yield)) (i32.const 7)))
              (core instance $m (instantiate $M (with "" (instance (export "yield" (func $yield))))))
              (func (export "wait") async (result u32) (canon lift (core func $m "wait"))))
            """;
        Assert.Equal(7u, (await Instantiate(Compose(Guests.Callback, plug)).GetFunction("run").CallAsync(default, TestContext.Current.CancellationToken)).AsUInt32());
        Assert.Equal(107u, (await Instantiate(Compose(Guests.Blocking, plug)).GetFunction("run").CallAsync(default, TestContext.Current.CancellationToken)).AsUInt32());
    }

    /// <summary>What is between names the same type by both of its imports, one of which is plugged with the other's.</summary>
    [Fact]
    public void A_type_is_no_name_of_itself()
    {
        const string Types = """(import "x:types/a" (instance $a (type $r (record (field "n" u32))) (export "t" (type (eq $r))))) (alias export $a "t" (type $t))""";
        string middle = $"""
            (component {Types}
              (import "x:next/b" (instance $b (alias outer 1 $t (type $t')) (export "t" (type $u (eq $t'))) (export "take" (func (param "v" $u)))))
              (export "x:next/b" (instance $b)))
            """;
        string last = $"""
            (component {Types}
              (core module $M (func (export "take") (param i32)))
              (core instance $m (instantiate $M))
              (func $take (param "v" $t) (canon lift (core func $m "take")))
              (instance $b (export "t" (type $t)) (export "take" (func $take)))
              (export "x:next/b" (instance $b)))
            """;
        ComponentComposer composer = new();
        byte[] chain = ComponentParser.Parse(last);
        for (int i = 0; i < 3; i++) chain = composer.Plug(Load(composer, "middle", middle), composer.Load("next", chain));
        Assert.Equal(["x:types/a"], TypeOf(chain).Imports.Select(import => import.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_may_contradict_each_other_about_the_origin_of_types(int order)
    {
        string[] parts = [Part("x:p/a", "x:p/b", "f"), Part("x:p/b", "x:p/a", "g")];
        const string Socket = """(component (import "x:f/f" (instance)) (import "x:f/g" (instance)))""";
        byte[] whole = order == 1 ? Compose(Socket, parts) : Compose(Socket, [.. parts.Reverse()]);
        Assert.Equal(["x:p/a", "x:p/b"], TypeOf(whole).Imports.Select(import => import.Name).Order());

        static string Part(string original, string user, string export) => $"""
            (component
              (import "{original}" (instance $a (type $r (record (field "n" u32))) (export "t" (type (eq $r)))))
              (alias export $a "t" (type $t))
              (import "{user}" (instance $b (alias outer 1 $t (type $t')) (export "t" (type (eq $t')))))
              (instance $i)
              (export "x:f/{export}" (instance $i)))
            """;
    }

    [Fact]
    public void Attributes_of_names_stay()
    {
        byte[] composed = Compose(
            """(component (import "plugged" (instance)) (import "mine" (implements "a:b/c@1.0.0") (instance $i)) (export "yours" (implements "a:b/d") (instance $i)))""",
            """(component (instance $i) (export "plugged" (instance $i)))""");
        using StringWriter text = new();
        ComponentPrinter.Print(ComponentDecoder.Decode(composed), text);
        Assert.Contains("(import \"mine\" (implements \"a:b/c@1.0.0\")", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"yours\" (implements \"a:b/d\")", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("(component $plug1", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_parts_give_the_same_bytes()
    {
        string socket = Adding(1, "a:b/c", "x:y/z"), plug = Counter("a:b/c");
        Assert.Equal(Compose(socket, plug), Compose(socket, plug));
    }

    [Fact]
    public void What_is_composed_can_be_composed()
    {
        string socket = Adding(10, "a:b/c", null), middle = Adding(100, "a:b/c", "a:b/c");
        ComponentComposer composer = new();
        byte[] inner = composer.Plug(Load(composer, "a", socket), Load(composer, "b", middle));
        Assert.Equal(111u, Get(composer.Plug(composer.Load("inner", inner), Load(composer, "c", Counter("a:b/c")))));
    }

    [Fact]
    public void Nothing_plugs_where_no_name_is_the_same()
    {
        Assert.Equal(
            "nothing plugs into `socket`\n`socket` imports `a:b/c`\n`plug1` exports `d:e/f`, `more`",
            Refusal(Adding(1, "a:b/c", null), Counter("d:e/f").Replace("(export \"d:e/f\" (instance $i))", "(export \"d:e/f\" (instance $i)) (export \"more\" (func $out))", StringComparison.Ordinal)));
    }

    [Fact]
    public void Types_have_to_fit()
    {
        Assert.Equal(
            "what is plugged into `socket` doesn't fit: type mismatch for import `a:b/c`: missing expected export `get`",
            Refusal(Adding(1, "a:b/c", null), """(component (instance $i) (export "a:b/c" (instance $i)))"""));
        Assert.Contains(
            "`socket` imports `x`, and what another component imports as `x` isn't compatible with it: export `f`: ",
            Refusal(
                """(component (import "x" (instance (export "f" (func)))) (import "y" (instance)))""",
                """(component (import "x" (instance (export "f" (func (param "n" u8))))) (instance $y) (export "y" (instance $y)))"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_belong_to_their_composer()
    {
        ComponentComposer one = new(), other = new();
        Assert.Throws<ArgumentException>(() => one.Plug(Load(one, "a", Adding(1, "a:b/c", null)), Load(other, "b", Counter("a:b/c"))));
        Assert.Throws<Wasm.MalformedException>(() => one.Load("c", "\0asm\u0001\0\0\0"u8.ToArray()));
    }

    private static byte[] Compose(string socket, params string[] plugs)
    {
        ComponentComposer composer = new();
        return composer.Plug(Load(composer, "socket", socket), [.. plugs.Select((plug, index) => Load(composer, $"plug{index + 1}", plug))]);
    }

    private static ComponentPart Load(ComponentComposer composer, string name, string text) => composer.Load(name, ComponentParser.Parse(text));

    private static string Refusal(string socket, params string[] plugs) => Assert.Throws<UnlinkableException>(() => Compose(socket, plugs)).Message;

    private static ComponentType TypeOf(byte[] component) => ComponentValidator.Validate(ComponentDecoder.Decode(component)).Type;

    private static ComponentInstance Instantiate(byte[] component) =>
        new ComponentLinker(Guests.Engine).Instantiate(Component.Compile(Guests.Engine, component));

    private static uint Get(byte[] component) => Instantiate(component).GetFunction("get").Call().AsUInt32();
}
