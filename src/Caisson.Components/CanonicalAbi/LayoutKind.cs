namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// What a type is once specialised types are spelled out: tuples are records; enums, options and results are variants; maps are lists
/// of pairs. The primitive ones have the numbers of <see cref="Types.PrimKind"/>. abi: despecialize
/// </summary>
internal enum LayoutKind : byte
{
    Bool,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    Char,
    String,
    ErrorContext,
    List,
    Record,
    Variant,
    Flags,
    Own,
    Borrow,
    Stream,
    Future,
}
