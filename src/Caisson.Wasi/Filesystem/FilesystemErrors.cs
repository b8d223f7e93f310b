using Caisson.Components.Values;

namespace Caisson.Wasi.Filesystem;

/// <summary>Errors in the words of the filesystem interfaces. wasi:filesystem/types: error-code</summary>
internal static class FilesystemErrors
{
    /// <summary>In 0.2, where it is an enumeration.</summary>
    public static ComponentValue ToEnum(Errno errno) => ComponentValue.Enum(Label(errno) ?? "io");

    /// <summary>In 0.3, where it is a variant with a case for what has no name.</summary>
    public static ComponentValue ToVariant(Errno errno) => Label(errno) is { } label and not "would-block"
        ? ComponentValue.Variant(label)
        : ComponentValue.Variant("other", ComponentValue.Some(ComponentValue.String(errno.ToString())));

    private static string? Label(Errno errno) => errno switch
    {
        Errno.Access => "access",
        Errno.Again => "would-block",
        Errno.Already => "already",
        Errno.BadDescriptor => "bad-descriptor",
        Errno.Busy => "busy",
        Errno.Deadlock => "deadlock",
        Errno.Quota => "quota",
        Errno.Exists => "exist",
        Errno.FileTooBig => "file-too-large",
        Errno.IllegalSequence => "illegal-byte-sequence",
        Errno.InProgress => "in-progress",
        Errno.Interrupted => "interrupted",
        Errno.Invalid => "invalid",
        Errno.Io => "io",
        Errno.IsDirectory => "is-directory",
        Errno.Loop => "loop",
        Errno.TooManyLinks => "too-many-links",
        Errno.MessageSize => "message-size",
        Errno.NameTooLong => "name-too-long",
        Errno.NoDevice => "no-device",
        Errno.NoEntry => "no-entry",
        Errno.NoLocks => "no-lock",
        Errno.NoMemory or Errno.ProcessFilesFull or Errno.SystemFilesFull => "insufficient-memory",
        Errno.NoSpace => "insufficient-space",
        Errno.NotDirectory => "not-directory",
        Errno.NotEmpty => "not-empty",
        Errno.NotRecoverable => "not-recoverable",
        Errno.NotSupported or Errno.NoSystemCall => "unsupported",
        Errno.NotTerminal => "no-tty",
        Errno.NoSuchDevice => "no-such-device",
        Errno.Overflow => "overflow",
        Errno.NotPermitted or Errno.NotCapable => "not-permitted",
        Errno.Pipe => "pipe",
        Errno.ReadOnly => "read-only",
        Errno.IllegalSeek => "invalid-seek",
        Errno.TextBusy => "text-file-busy",
        Errno.CrossDevice => "cross-device",
        _ => null,
    };
}
