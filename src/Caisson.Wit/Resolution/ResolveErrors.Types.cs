using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <content>Types, functions and worlds.</content>
internal static partial class ResolveErrors
{
    public static WitException OldFloat(Location at, string name) => at.Error($"the type `{name}` is written `f{name.Substring("float".Length)}`");

    public static WitException TypeTooDeep(Location at) => at.Error($"the type nests too deep, with the types that it names: at most {Limits.TypeDepth} levels");

    public static WitException TypeTooManyParts(Location at) => at.Error($"the type consists of more than {Limits.TypeParts} types: give names to parts of it");

    public static WitException TypeTooLarge(Location at) => at.Error($"the values of this type take more than {ElementSize.Most} bytes: make a list shorter, or leave its length open");

    public static WitException NoResource(Location at, string name) => at.Error($"`{name}` is no resource, and only resources have handles: write `{name}` alone");

    public static WitException NoMembers(NameSyntax name, string keyword) =>
        name.Location.Error($"the {keyword} `{name.Text}` is empty, which components can't express: add to it, or remove it");

    public static WitException EmptyTuple(Location at) => at.Error("a tuple has at least one type: leave out the type where nothing is meant");

    public static WitException TooManyFlags(NameSyntax name) =>
        name.Location.Error($"`{name.Text}` has more than {Limits.Flags} flags, which components can't express: split it");

    public static WitException BorrowInResult(Location at) =>
        at.Error("a function can't return a borrowed handle, as the loan ends with the call: return one that owns, or a value without handle");

    public static WitException BorrowInStream(Location at, string keyword) =>
        at.Error($"a {keyword} can't carry a borrowed handle, as the loan ends with the call: use one that owns");

    public static WitException StreamOfChar(Location at) => at.Error("`stream<char>` is not defined yet: use `stream<u8>`");

    public static WitException ConstructorResult(Location at, string resource) =>
        at.Error($"a constructor returns `result<{resource}>` or `result<{resource}, …>`, or leaves out what it returns");

    public static WitException NamedAsResource(NameSyntax name) => name.Location.Error($"only the constructor can be called as the resource: give `{name.Text}` another name");

    public static WitException SelfParameter(NameSyntax name) => name.Location.Error("a method already has the parameter `self`: give this one another name");

    public static WitException NotAnInterface(Location at, string name) => at.Error($"`{name}` is a world, and an interface is needed here: use `include` for worlds");

    public static WitException NoPlainName(NameSyntax name, string world) =>
        name.Location.Error($"`{world}` has no import or export with the plain name `{name.Text}`: interfaces with names can't be renamed, they are merged");

    public static WitException IncludeConflict(IncludeSyntax include, string name, string kind) => include.Path.Location.Error(
        $"`{name}` of the world `{include.Path.Name.Text}` is already {kind}ed here, and plain names can't be merged: write `include {include.Path} with {{ {name} as … }}`");

    public static WitException TwiceInWorld(Location at, string name, string kind) => at.Error($"`{name}` is {kind}ed twice: remove one");

    public static WitException ImportAndExport(NameSyntax world, string export, string dependency) => world.Location.Error(
        $"the world exports `{export}`, which uses types of `{dependency}` as it is exported and, through another interface, as it is imported: export that interface too");

    public static WitException TooManyIncluded(Location at) => at.Error($"the worlds of this package include more than {Limits.IncludedItems} items in all");
}
