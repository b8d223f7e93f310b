namespace Caisson.Cli.Input;

/// <summary>What a file holds.</summary>
internal enum FileKind
{
    /// <summary>A core module in the binary format, or bytes that claim to be one.</summary>
    CoreBinary,

    /// <summary>A core module in the text format.</summary>
    CoreText,

    /// <summary>The image of a core module, as <c>caisson compile</c> makes it.</summary>
    Image,

    /// <summary>A component in the binary format.</summary>
    Component,

    /// <summary>A component in the text format.</summary>
    ComponentText,
}
