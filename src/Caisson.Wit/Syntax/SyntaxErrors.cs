using Caisson.Wit.Lexing;

namespace Caisson.Wit.Syntax;

/// <summary>What can be wrong with the order of tokens.</summary>
internal static class SyntaxErrors
{
    public static WitException Expected(Location at, string expected, Token found) => at.Error($"expected {expected}, found {found.Display}");

    public static WitException KeywordAsName(Location at, string keyword) =>
        at.Error($"`{keyword}` is a keyword: write `%{keyword}` to use it as a name");

    public static WitException BadVersion(Location at, string text) =>
        at.Error($"`{text}` is no version: write MAJOR.MINOR.PATCH, as in `1.0.0` or `0.2.0-rc.1`");

    public static WitException UpperCasePackage(Location at, string name) =>
        at.Error($"`{name}` can't be the name of a namespace or package: write it in lower case");

    public static WitException NestedName(Location at) =>
        at.Error("namespaces and packages can't nest: write `namespace:package`, and `namespace:package/interface` for an interface");

    public static WitException PackageWithoutItem(Location at, string package) =>
        at.Error($"`{package}` is a package: name an interface or world of it with `{package}/…`, or put a space behind the colon to give a name to what follows");

    public static WitException PackageNotFirst(Location at) =>
        at.Error("the package of a file is declared before everything else in it: move this line up, or write `package … { … }` for another package");

    public static WitException NestedPackageInPackage(Location at) => at.Error("packages in braces can't nest: move this one out");

    public static WitException TypeTooDeep(Location at) => at.Error($"the type nests too deep: at most {Limits.TypeDepth} levels can be read");

    public static WitException RepeatedAnnotation(Location at, string name) => at.Error($"`@{name}` is given twice: remove one");

    public static WitException UnknownAnnotation(Location at, string name) =>
        at.Error($"unknown annotation `@{name}`: `@since`, `@unstable`, `@deprecated` and `@external-id` are known");

    public static WitException MisplacedAnnotation(Location at, string what) => at.Error($"{what} can't be annotated: remove what begins with `@`");

    public static WitException MisplacedExternalId(Location at) =>
        at.Error("`@external-id` names imports, exports, types and functions only: remove it here");

    public static WitException SinceAndUnstable(Location at) =>
        at.Error("an item is either `@since` a version or `@unstable`: remove one of the two");

    public static WitException DeprecatedAlone(Location at) => at.Error("`@deprecated` needs `@since` or `@unstable` beside it");

    public static WitException BadLength(Location at, string text) =>
        at.Error($"`{text}` can't be the length of a list: write a number from 1 to {uint.MaxValue} without leading zeros");

    public static WitException BadMapKey(Location at) =>
        at.Error("the keys of a map are integers, `bool`, `char` or `string`: use a list of tuples for other keys");

    public static WitException OldFloat(Location at, string name) => at.Error($"`{name}` is now written `f{name.Substring(5)}`");

    public static WitException AsyncConstructor(Location at) => at.Error("a constructor can't be `async`: write a static function that returns the resource");

    public static WitException TwoConstructors(Location at) => at.Error("a resource has at most one constructor: write a static function that returns the resource");
}
