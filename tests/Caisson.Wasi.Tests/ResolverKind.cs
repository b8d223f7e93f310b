using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests;

/// <summary>Which way paths are resolved in a test.</summary>
public enum ResolverKind
{
    /// <summary>By the kernel.</summary>
    Beneath,

    /// <summary>By walking, as on kernels without <c>openat2</c>.</summary>
    Walking,
}

internal static class ResolverKinds
{
    public static PathResolver Resolver(this ResolverKind kind)
    {
        if (kind == ResolverKind.Beneath) Assert.SkipUnless(BeneathResolver.IsSupported, "this kernel has no openat2");
        return kind == ResolverKind.Beneath ? new BeneathResolver() : new WalkingResolver();
    }
}
