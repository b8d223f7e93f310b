namespace Caisson.Wit;

/// <summary>Bounds on what a package can make its reader do, each with its reason.</summary>
internal static class Limits
{
    /// <summary>UTF-16 units of a file: offsets stay far from overflow, and no package comes near (the longest of WASI has 30,000).</summary>
    public const int SourceLength = 16 << 20;

    /// <summary>Bytes of a binary package, for the same reason.</summary>
    public const int BinaryLength = 16 << 20;

    /// <summary>
    /// How deep a type nests, through the names of other types too. Everything that walks a type recurses, so this bounds the stack
    /// of the reader and of all that use the model.
    /// </summary>
    public const int TypeDepth = 128;

    /// <summary>
    /// How many types an anonymous type consists of. The binary form shares parts, so that a few bytes make a tree that doubles with each
    /// level.
    /// </summary>
    public const int TypeParts = 1000;

    /// <summary>How long a chain of interfaces, worlds or packages that use each other is; they are sorted by recursion.</summary>
    public const int UseDepth = 256;

    /// <summary>How deep block comments nest: they are counted, not recursed into, so that this only catches runaway input.</summary>
    public const int CommentDepth = 1 << 16;

    /// <summary>Flags of a type. component-model: Binary.md, <c>flags</c></summary>
    public const int Flags = 32;

    /// <summary>Bytes of a type or value name: what the binary format's readers elsewhere take.</summary>
    public const int NameLength = 100_000;

    /// <summary>How deep component and instance types nest in a binary package: the format of a package needs three.</summary>
    public const int BinaryDepth = 8;

    /// <summary>How deep the JSON of the documentation section nests: its schema needs six.</summary>
    public const int JsonDepth = 16;

    /// <summary>Files and folders of one <c>deps</c> folder.</summary>
    public const int Dependencies = 10_000;

    /// <summary>
    /// Items that worlds get by <c>include</c>, in all: a world of n items that is included m times makes n·m items of n+m lines.
    /// </summary>
    public const int IncludedItems = 1_000_000;
}
