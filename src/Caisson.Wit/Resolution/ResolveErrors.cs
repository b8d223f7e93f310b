using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>What can be wrong with what a text means: packages, names, gates, worlds.</summary>
internal static partial class ResolveErrors
{
    public static WitException NoPackage(WitSource source) =>
        new("no file says what the package is: write `package namespace:name;` at the top of one", source.Name, new WitPosition(1, 1));

    public static WitException PackagesDiffer(PackageDeclSyntax second, PackageDeclSyntax first) =>
        second.Location.Error($"this file is of the package `{second.Name}`, but {first.Location} is of `{first.Name}`: the files of a folder are one package");

    public static WitException DuplicatePackage(PackageDeclSyntax second, PackageDeclSyntax first) =>
        second.Location.Error($"the package `{second.Name}` is defined differently at {first.Location}: remove one");

    public static WitException UnknownPackage(UsePathSyntax path, IEnumerable<PackageName> versions)
    {
        string known = string.Join(", ", versions.Select(name => $"`{name}`"));
        string hint = known.Length > 0 ? $"there is {known}" : "put its files into the folder `deps`, or the package in braces into this file";
        return path.Location.Error($"unknown package `{path.Package}`: {hint}");
    }

    public static WitException PackageCycle(UsePathSyntax path, IReadOnlyList<string> cycle) =>
        path.Location.Error($"packages can't depend on each other: {Chain(cycle)}");

    public static WitException Cycle(Location at, string what, IReadOnlyList<string> cycle) => at.Error($"{what} can't depend on themselves: {Chain(cycle)}");

    public static WitException UseTooDeep(Location at) => at.Error($"too many definitions stand on each other here: at most {Limits.UseDepth}");

    public static WitException Duplicate(NameSyntax name, string what, NameSyntax other)
    {
        string same = name.Text == other.Text ? "is defined twice" : $"and `{other.Text}` differ in case only";
        return name.Location.Error($"{what} `{name.Text}` {same}, the first time at {other.Location}: give one another name");
    }

    public static WitException Unknown(Location at, string what, string name, IEnumerable<string> known) =>
        at.Error($"unknown {what} `{name}`{(Suggestion.For(name, known) is { } near ? $": did you mean `{near}`?" : ": define it, or bring it here by `use`")}");

    public static WitException IsOther(Location at, string name, string wanted, string found) => at.Error($"`{name}` is {found}, and {wanted} is needed here");

    public static WitException GateShut(Location at, string name, AnnotationsSyntax annotations) => at.Error(annotations.Unstable is { } feature
        ? $"`{name}` is unstable: activate the feature `{feature.Text}`, or put what uses it behind `@unstable(feature = {feature.Text})`"
        : $"`{name}` came with version {annotations.Since!.Version}, after the version that is asked for");

    public static WitException TargetWithoutVersion(PackageDeclSyntax package) =>
        package.Location.Error($"`{package.Name}` has no version, so that it can't be taken as one");

    public static WitException TargetTooNew(PackageDeclSyntax package, SemVersion target) =>
        package.Location.Error($"`{package.Name}` can't be taken as version {target}, which is newer");

    public static WitException GateWithoutVersion(SinceSyntax since, PackageDeclSyntax package) =>
        since.Location.Error($"this gate has a version, but the package has none: write `package {package.Name}@{since.Version};`");

    public static WitException GateUnreleased(SinceSyntax since, SemVersion version) =>
        since.Location.Error($"version {since.Version} is later than the package's own, {version}: raise that first");

    public static WitException GateWeaker(SinceSyntax since, string outer, SemVersion version) =>
        since.Location.Error($"what stands in `{outer}` can't be older than that, which came with version {version}");

    private static string Chain(IReadOnlyList<string> cycle) => string.Join(" → ", cycle.Select(name => $"`{name}`"));
}
