using System.Runtime.CompilerServices;
using Caisson.Components.Binary;
using Caisson.Components.Tests.Validation;
using Caisson.Components.Text;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Components.Worlds;
using Caisson.Tests;
using Caisson.Wasm.Text.Script;
using Caisson.Wit;
using Caisson.Wit.Encoding;
using Caisson.Wit.Model;

namespace Caisson.Components.Tests.Worlds;

/// <summary>Components say in WIT what they import and export.</summary>
public class ComponentWorldTests
{
    public static TheoryData<string> Components => RealComponentTests.Components;

    public static TheoryData<string> Scripts => SuiteValidationTests.Scripts;

    /// <summary>What isn't here is no package by itself, or has what components can't express.</summary>
    public static TheoryData<string> Packages =>
    [
        .. (Suites.TryFind("wit") is null ? [] : Suites.Files("wit", "*.wit"))
            .SelectMany(file => new[] { file, Path.GetDirectoryName(file)! })
            .Distinct()
            .Where(path => TryResolve(path) is { Worlds.Count: > 0 })
            .Select(path => Path.GetRelativePath(Suites.Find("wit"), path)),
    ];

    [Fact]
    public void Types_of_an_interface_have_their_names() => Says("""
        (component
          (import "a:b/c@1.2.3" (instance
            (type $p (record (field "x" s32) (field "y" (list u8))))
            (export "point" (type $point (eq $p)))
            (type $e (enum "one" "two"))
            (export "number" (type $number (eq $e)))
            (type $f (flags "red" "green"))
            (export "colours" (type $colours (eq $f)))
            (type $v (variant (case "none") (case "some" $point)))
            (export "maybe" (type $maybe (eq $v)))
            (type $u u64)
            (export "size" (type $size (eq $u)))
            (export "f" (func async (param "p" $point) (param "c" $colours) (result (result $maybe (error $number)))))
            (export "g" (func (param "s" (stream u8)) (param "n" $size) (result (future string)))))))
        """,
        """
        package root:component;

        world root {
          import a:b/c@1.2.3;
        }

        package a:b@1.2.3 {
          interface c {
            record point {
              x: s32,
              y: list<u8>,
            }

            enum number {
              one,
              two,
            }

            flags colours {
              red,
              green,
            }

            variant maybe {
              none,
              some(point),
            }

            type size = u64;

            f: async func(p: point, c: colours) -> result<maybe, number>;
            g: func(s: stream<u8>, n: size) -> future<string>;
          }
        }

        """);

    [Fact]
    public void Resources_have_their_functions_and_others_use_them() => Says("""
        (component
          (import "a:b/files" (instance $files
            (export "file" (type $file (sub resource)))
            (export "[constructor]file" (func (param "path" string) (result (own $file))))
            (export "[method]file.read" (func (param "self" (borrow $file)) (result (list u8))))
            (export "[static]file.both" (func (param "a" (own $file)) (param "b" (borrow $file)) (result (own $file))))))
          (alias export $files "file" (type $file))
          (import "c:d/e" (instance
            (alias outer 1 $file (type $outer))
            (export "file" (type $mine (eq $outer)))
            (export "data" (type $also (eq $mine)))
            (export "open" (func (result (own $mine))))
            (export "close" (func (param "f" (own $also)))))))
        """,
        """
        package root:component;

        world root {
          import a:b/files;
          import c:d/e;
        }

        package a:b {
          interface files {
            resource file {
              constructor(path: string);
              read: func() -> list<u8>;
              both: static func(a: file, b: borrow<file>) -> file;
            }
          }
        }

        package c:d {
          interface e {
            use a:b/files.{file};

            type data = file;

            open: func() -> file;
            close: func(f: data);
          }
        }

        """);

    [Fact]
    public void A_type_is_used_of_the_interface_whose_name_it_is_a_further_name_of() => Says("""
        (component
          (import "a:b/one" (instance $one (type $r (record (field "x" u8))) (export "r" (type (eq $r)))))
          (alias export $one "r" (type $r))
          (import "a:b/two" (instance (alias outer 1 $r (type $o)) (export "r" (type $r (eq $o))) (export "f" (func (param "r" $r)))))
          (import "a:b/three" (instance (type $r (record (field "x" u8))) (export "r" (type $s (eq $r))) (export "f" (func (param "r" $s)))))
          (import "r" (type $w (eq $r)))
          (import "f" (func (param "r" $w))))
        """,
        """
        package root:component;

        world root {
          import a:b/one;
          import a:b/two;
          import a:b/three;

          use a:b/one.{r};

          import f: func(r: r);
        }

        package a:b {
          interface one {
            record r {
              x: u8,
            }
          }

          interface two {
            use one.{r};

            f: func(r: r);
          }

          interface three {
            record r {
              x: u8,
            }

            f: func(r: r);
          }
        }

        """);

    [Fact]
    public void An_exported_instance_uses_what_its_component_was_given() => Says("""
        (component
          (import "a:b/types" (instance $types (type $e (enum "bad")) (export "error" (type (eq $e))) (export "r" (type (sub resource)))))
          (alias export $types "error" (type $error))
          (alias export $types "r" (type $r))
          (core module $m (memory (export "m") 1) (func (export "f") (result i32) unreachable))
          (core instance $m (instantiate $m))
          (func $f (result (result (own $r) (error $error))) (canon lift (core func $m "f") (memory $m "m")))
          (component $shim
            (import "import-type-error" (type $error (enum "bad")))
            (import "import-error" (type $e (eq $error)))
            (import "import-r" (type $r (sub resource)))
            (import "import-f" (func $f (result (result (own $r) (error $e)))))
            (export $error2 "error" (type $e))
            (export $r2 "r" (type $r))
            (export "f" (func $f) (func (result (result (own $r2) (error $error2))))))
          (instance $shim (instantiate $shim (with "import-error" (type $error)) (with "import-r" (type $r)) (with "import-f" (func $f))))
          (export "a:b/api" (instance $shim)))
        """.Replace("(import \"import-type-error\" (type $error (enum \"bad\")))", "(type $error (enum \"bad\"))", StringComparison.Ordinal),
        """
        package root:component;

        world root {
          import a:b/types;

          export a:b/api;
        }

        package a:b {
          interface types {
            enum error {
              bad,
            }

            resource r;
          }

          interface api {
            use types.{error, r};

            f: func() -> result<r, error>;
          }
        }

        """);

    [Fact]
    public void Instances_with_plain_names_stand_in_the_world() => Says("""
        (component
          (import "bench" (instance (export "start" (func)) (export "end" (func))))
          (import "second" (implements "a:b/c@1.0.0") (instance (export "f" (func))))
          (import "a:b/c@1.0.0" (instance $c (export "f" (func))))
          (export "again" (instance $c))
          (export "f" (func $c "f")))
        """,
        """
        package root:component;

        world root {
          import bench: interface {
            start: func();
            end: func();
          }

          import second: a:b/c@1.0.0;
          import a:b/c@1.0.0;

          export again: interface {
            f: func();
          }

          export f: func();
        }

        package a:b@1.0.0 {
          interface c {
            f: func();
          }
        }

        """);

    [Fact]
    public void An_interface_that_is_imported_and_exported_has_what_both_mention() => Says("""
        (component
          (import "a:b/c" (instance $c (export "f" (func))))
          (import "a:b/d" (instance $d (export "g" (func))))
          (instance $both (export "g" (func $d "g")))
          (export "a:b/c" (instance $both)))
        """,
        """
        package root:component;

        world root {
          import a:b/c;
          import a:b/d;

          export a:b/c;
        }

        package a:b {
          interface c {
            f: func();
            g: func();
          }

          interface d {
            g: func();
          }
        }

        """);

    [Theory]
    [InlineData("""(import "m" (core module (export "f" (func))))""", "import m: core module of 0 imports and 1 exports (WIT has no core modules)")]
    [InlineData("""(import "c" (component (export "f" (func))))""", "import c: component { import ; export f: func() } (WIT has no components)")]
    [InlineData("""(import "a:b/c" (instance (export "i" (instance))))""", "import a:b/c i: instance {  } (an interface has no interfaces)")]
    [InlineData("""(import "a:b/c@1" (instance))""", "import a:b/c@1: instance {  } (a package has a whole version, not `1`)")]
    [InlineData("""(type $f (func)) (import "a:b/c" (instance (alias outer 1 $f (type $g)) (export "f" (type (eq $g)))))""", "import a:b/c f: type func() (WIT names types of values only)")]
    [InlineData("""(type $r (resource (rep i32))) (export "r" (type $r))""", "export r: resource r (a world exports no types)")]
    [InlineData("""(import "i" (instance $i (export "r" (type (sub resource))))) (alias export $i "r" (type $r)) (import "f" (func (param "r" (own $r))))""",
        "import f: func(r: own<r>) (it mentions a type that has no name which could be used there)")]
    public void What_wit_has_no_words_for_is_named(string items, string unsaid)
    {
        var world = ComponentWorld.Of(ValidatorTesting.Valid($"(component {items})").Type);
        Assert.Equal([unsaid], world.Unsaid.Select(item => item.ToString()));
        WorldTesting.Check(world);
    }

    [Fact]
    public void The_rest_of_a_version_is_part_of_it()
    {
        var world = ComponentWorld.Of(ValidatorTesting.Valid("(component (import \"a:b/c@0.2\" (versionsuffix \".6\") (instance)))").Type);
        Assert.Equal("a:b/c@0.2.6", Assert.Single(world.World.Imports).ExternName);
    }

    [Theory]
    [MemberData(nameof(Components), DisableDiscoveryEnumeration = true)]
    public void Real_components_have_a_world(string file)
    {
        ComponentType type = ComponentValidator.Validate(ComponentDecoder.Decode(File.ReadAllBytes(Suites.Find(file)))).Type;
        var world = ComponentWorld.Of(type);
        Assert.Empty(world.Unsaid);
        Assert.Equal(type.Imports.Select(import => import.Name), world.World.Imports.Select(item => item.ExternName));
        Assert.Equal(type.Exports.Select(export => export.Name), world.World.Exports.Select(item => item.ExternName));
        WorldTesting.Check(world);
    }

    [Theory]
    [MemberData(nameof(Scripts), DisableDiscoveryEnumeration = true)]
    public void Whatever_is_valid_has_a_world(string script)
    {
        foreach (Directive directive in ComponentScript.Parse(File.ReadAllBytes(Suites.Find(Path.Combine("suites", script)))).Directives)
        {
            ScriptModule? module = (directive as ModuleDirective)?.Module ?? (directive as DefinitionDirective)?.Module;
            if (module is { IsComponent: true } && TryValidate(module) is { } component) WorldTesting.Check(ComponentWorld.Of(component.Type));
        }
    }

    [Theory]
    [MemberData(nameof(Packages), DisableDiscoveryEnumeration = true)]
    public void The_type_of_a_world_is_that_world_again(string path)
    {
        WitPackage package = TryResolve(Suites.Find("wit/" + path))!;
        ComponentType encoded = ComponentValidator.Validate(ComponentDecoder.Decode(WitEncoder.Encode(package))).Type;
        foreach (WitWorld world in package.Worlds)
        {
            var wrapper = (ComponentType)((TypeExternType)encoded.Exports.Single(export => export.Name == world.Name).Type).Type;
            var described = ComponentWorld.Of((ComponentType)wrapper.Exports.Single().Type);
            Assert.Empty(described.Unsaid);
            Assert.Equal(WorldTesting.Facts(world).Select(Unqualified).Order(StringComparer.Ordinal), WorldTesting.Facts(described.World).Select(Unqualified).Order(StringComparer.Ordinal));
        }

        // The world is in another package, and has another name.
        string Unqualified(string fact) => (fact.StartsWith("world ", StringComparison.Ordinal) ? "world" : fact)
            .Replace($"{package.Name.Unversioned}/", "", StringComparison.Ordinal)
            .Replace(package.Name.Version is null ? "\0" : $"@{package.Name.Version}", "", StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_enough_packages_to_mean_something()
    {
        Suites.Find("wit");
        Assert.True(Packages.Count > 40, $"only {Packages.Count}");
    }

    [Fact]
    public void Names_of_names_make_no_deep_recursion()
    {
        DefaultInterpolatedStringHandler chain = new(0, 0);
        for (int i = 1; i < 20_000; i++) chain.AppendFormatted($"(export \"t{i}\" (type $t{i} (eq $t{i - 1})))");
        string text = $"""
            (component
              (import "a:b/r" (instance $r (export "r" (type (sub resource)))))
              (alias export $r "r" (type $r))
              (type $i (instance (alias outer 1 $r (type $o)) (export "r" (type $mine (eq $o))) (type $t (record (field "r" (own $mine)))) (export "t0" (type $t0 (eq $t))) {chain.ToStringAndClear()}))
              (import "a:b/c" (instance (type $i))))
            """;
        WorldTesting.Check(ComponentWorld.Of(ValidatorTesting.Valid(text).Type));
    }

    private static WitPackage? TryResolve(string path)
    {
        try
        {
            return WitResolver.Resolve(WitInput.FromPath(path), new ResolveOptions { AllFeatures = true }).Main;
        }
        catch (WitException)
        {
            return null;
        }
    }

    private static ValidComponent? TryValidate(ScriptModule module)
    {
        try
        {
            return ComponentValidator.Validate(ComponentDecoder.Decode(module.Encode()));
        }
        catch (Caisson.Wasm.ModuleException)
        {
            // What the suite says of it is for other tests.
            return null;
        }
    }

    private static void Says(string component, string wit)
    {
        var world = ComponentWorld.Of(ValidatorTesting.Valid(component).Type);
        Assert.Empty(world.Unsaid);
        Assert.Equal(wit, WorldTesting.Check(world));
    }
}
