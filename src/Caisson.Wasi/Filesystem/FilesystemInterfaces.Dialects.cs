using Caisson.Components.Values;
using Caisson.Wasi.Clocks;

namespace Caisson.Wasi.Filesystem;

/// <summary>How the two versions say the same things.</summary>
internal static partial class FilesystemInterfaces
{
    private static readonly Dialect P2 = new(FilesystemErrors.ToEnum, type => ComponentValue.Enum(TypeLabel(type) ?? "unknown"), ClockInterfaces.DateTime);

    private static readonly Dialect P3 = new(
        FilesystemErrors.ToVariant,
        type => TypeLabel(type) is { } label ? ComponentValue.Variant(label) : ComponentValue.Variant("other", ComponentValue.None),
        ClockInterfaces.Instant);

    private static string? TypeLabel(FileType type) => type switch
    {
        FileType.BlockDevice => "block-device",
        FileType.CharacterDevice => "character-device",
        FileType.Directory => "directory",
        FileType.RegularFile => "regular-file",
        FileType.SocketDatagram or FileType.SocketStream => "socket",
        FileType.SymbolicLink => "symbolic-link",
        _ => null,
    };

    /// <summary>The words of one version.</summary>
    /// <param name="Error">An error.</param>
    /// <param name="Type">What a file is.</param>
    /// <param name="Time">A time.</param>
    private sealed record Dialect(Func<Errno, ComponentValue> Error, Func<FileType, ComponentValue> Type, Func<ulong, ComponentValue> Time)
    {
        /// <summary>A result without a value.</summary>
        public ComponentValue Answer(Errno errno) => errno == Errno.Success ? ComponentValue.Ok() : ComponentValue.Error(Error(errno));

        /// <summary>A result with a value.</summary>
        public ComponentValue Answer(Errno errno, ComponentValue value) => errno == Errno.Success ? ComponentValue.Ok(value) : ComponentValue.Error(Error(errno));

        /// <summary>What is known of a file.</summary>
        public ComponentValue Stat(in FileStat stat) => ComponentValue.Record(
            ("type", Type(stat.Type)),
            ("link-count", ComponentValue.U64(stat.LinkCount)),
            ("size", ComponentValue.U64(stat.Size)),
            ("data-access-timestamp", ComponentValue.Some(Time(stat.AccessTime))),
            ("data-modification-timestamp", ComponentValue.Some(Time(stat.ModifyTime))),
            ("status-change-timestamp", ComponentValue.Some(Time(stat.ChangeTime))));

        /// <summary>An entry of a directory.</summary>
        public ComponentValue Entry((FileType Type, string Name) entry) =>
            ComponentValue.Record(("type", Type(entry.Type)), ("name", ComponentValue.String(entry.Name)));
    }
}
