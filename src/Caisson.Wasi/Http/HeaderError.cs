namespace Caisson.Wasi.Http;

/// <summary>Why fields refused a change. wasi:http/types: header-error</summary>
internal enum HeaderError
{
    None,
    InvalidSyntax,
    Forbidden,
    Immutable,
    SizeExceeded,
}
