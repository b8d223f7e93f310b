namespace Caisson.Components.Text.Encode;

/// <summary>The sections of a component that are vectors of definitions; the numbers are those of the binary format. spec: section</summary>
internal enum ComponentSection : byte
{
    None = 0,
    CoreInstance = 2,
    CoreType = 3,
    Instance = 5,
    Alias = 6,
    Type = 7,
    Canon = 8,
    Import = 10,
    Export = 11,
    Value = 12,
}
