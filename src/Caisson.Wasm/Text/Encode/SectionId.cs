namespace Caisson.Wasm.Text.Encode;

/// <summary>The known sections. The numbers are those of the binary format. spec: binary-section</summary>
internal enum SectionId : byte
{
    Type = 1,
    Import = 2,
    Func = 3,
    Table = 4,
    Memory = 5,
    Global = 6,
    Export = 7,
    Start = 8,
    Elem = 9,
    Code = 10,
    Data = 11,
    DataCount = 12,
    Tag = 13,
}
