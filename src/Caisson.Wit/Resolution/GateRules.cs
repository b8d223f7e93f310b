using Caisson.Wit.Model;
using Caisson.Wit.Syntax;

namespace Caisson.Wit.Resolution;

/// <summary>Which items of a package are there, and whether their gates make sense. component-model: Feature Gates</summary>
internal sealed class GateRules
{
    private readonly PackageSyntax _package;
    private readonly ResolveOptions _options;
    private readonly SemVersion? _target;

    public GateRules(PackageSyntax package, ResolveOptions options, bool isMain)
    {
        (_package, _options) = (package, options);
        _target = isMain ? options.TargetVersion : null;
        if (_target is not null && package.Name.Version is null) throw ResolveErrors.TargetWithoutVersion(package.Declaration);
        if (_target > package.Name.Version) throw ResolveErrors.TargetTooNew(package.Declaration, _target!);
    }

    /// <summary>The name that the package gets: with the version that it is taken as.</summary>
    public PackageName Name => _target is null ? _package.Name : new PackageName(_package.Name.Namespace, _package.Name.Name, _target);

    /// <summary>Whether an item is there.</summary>
    /// <exception cref="WitException">Its gate makes no sense.</exception>
    public bool IsActive(AnnotationsSyntax annotations)
    {
        Check(annotations.Since);
        Check(annotations.Deprecated);
        if (annotations.Unstable is { } feature) return _options.AllFeatures || _options.Features.Contains(feature.Text);
        return _target is null || annotations.Since is null || annotations.Since.Version <= _target;
    }

    /// <summary>The gate of an item.</summary>
    public static WitGate Of(AnnotationsSyntax annotations)
    {
        bool isNone = annotations.Since is null && annotations.Unstable is null && annotations.Deprecated is null;
        return isNone ? WitGate.None : new WitGate(annotations.Since?.Version, annotations.Unstable?.Text, annotations.Deprecated?.Version);
    }

    /// <summary>What an item carries besides what it is.</summary>
    public static ItemNotes NotesOf(AnnotationsSyntax annotations) => new(annotations.Docs, Of(annotations), annotations.ExternalId);

    /// <summary>
    /// Checks that what stands in a gated item isn't older than that. What has no gate is as old: WASI leaves gates out, so that this
    /// part of the rules can't be held. component-model: Rules for feature gate usage
    /// </summary>
    public static void CheckContained(AnnotationsSyntax outer, NameSyntax outerName, AnnotationsSyntax inner)
    {
        bool isOlder = outer.Since is not null && inner.Since is not null && inner.Since.Version < outer.Since.Version;
        if (isOlder) throw ResolveErrors.GateWeaker(inner.Since!, outerName.Text, outer.Since!.Version);
    }

    private void Check(SinceSyntax? since)
    {
        if (since is null) return;
        if (_package.Name.Version is not { } version) throw ResolveErrors.GateWithoutVersion(since, _package.Declaration);
        if (since.Version > version) throw ResolveErrors.GateUnreleased(since, version);
    }
}
