namespace Caisson.Wit.Encoding;

/// <summary>
/// Component binaries that are packages to packages, as <see cref="WitEncoder"/> and other tools write them. Of other packages they
/// have what is used. Thread-safe. component-model: Package Format
/// </summary>
public static class WitDecoder
{
    /// <summary>Whether bytes begin as a component does, be it a package or one that runs.</summary>
    /// <param name="bytes">A file.</param>
    public static bool IsComponent(byte[] bytes) => ComponentSections.IsComponent(bytes ?? throw new ArgumentNullException(nameof(bytes)));

    /// <summary>Whether bytes are a component that has types only, as a package does, and no code or instances.</summary>
    /// <param name="bytes">A file.</param>
    public static bool IsPackage(byte[] bytes) => IsComponent(bytes) && ComponentSections.HasTypesOnly(bytes);

    /// <summary>Decodes a package.</summary>
    /// <param name="bytes">A component binary whose exports are types.</param>
    /// <exception cref="WitException">It is none, or damaged: where and why.</exception>
    public static WitResolution Decode(byte[] bytes)
    {
        if (bytes is null) throw new ArgumentNullException(nameof(bytes));
        return new PackageReader(ComponentSections.Read(bytes)).Read();
    }
}
