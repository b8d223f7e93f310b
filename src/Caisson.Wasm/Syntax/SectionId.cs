namespace Caisson.Wasm.Syntax;

/// <summary>The sections of a binary module, in the order in which they stand there. The numbers are those of the binary format. spec: binary-section</summary>
public enum SectionId : byte
{
    /// <summary>Anything, anywhere.</summary>
    Custom = 0,

    /// <summary>Types.</summary>
    Type = 1,

    /// <summary>Imports.</summary>
    Import = 2,

    /// <summary>Types of the functions.</summary>
    Function = 3,

    /// <summary>Tables.</summary>
    Table = 4,

    /// <summary>Memories.</summary>
    Memory = 5,

    /// <summary>Tags.</summary>
    Tag = 13,

    /// <summary>Globals.</summary>
    Global = 6,

    /// <summary>Exports.</summary>
    Export = 7,

    /// <summary>The start function.</summary>
    Start = 8,

    /// <summary>Element segments.</summary>
    Element = 9,

    /// <summary>Number of data segments.</summary>
    DataCount = 12,

    /// <summary>Bodies of the functions.</summary>
    Code = 10,

    /// <summary>Data segments.</summary>
    Data = 11,
}
