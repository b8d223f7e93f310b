using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Clocks;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Filesystem;

/// <summary>wasi:filesystem: what 0.2 and 0.3 have in common, which is nearly everything. Calls end at once: files of the host don't make guests wait.</summary>
internal static partial class FilesystemInterfaces
{
    private static readonly ComponentResourceType DescriptorType = new("descriptor");

    private static readonly (string Label, DescriptorRights Right)[] RightLabels =
    [
        ("read", DescriptorRights.Read),
        ("write", DescriptorRights.Write),
        ("file-integrity-sync", DescriptorRights.FileIntegritySync),
        ("data-integrity-sync", DescriptorRights.DataIntegritySync),
        ("requested-write-sync", DescriptorRights.RequestedWriteSync),
        ("mutate-directory", DescriptorRights.MutateDirectory),
    ];

    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        DefinePreopens(p2["filesystem/preopens"], host);
        DefinePreopens(p3["filesystem/preopens"], host);
        DefineCommon(p2["filesystem/types"], P2);
        DefineCommon(p3["filesystem/types"], P3);
        DefineP2(p2["filesystem/types"], host.Options.Cancellation);
        DefineP3(p3["filesystem/types"]);
    }

    private static void DefinePreopens(ComponentLinkerInstance preopens, WasiHost host) => preopens
        .DefineResource("descriptor", DescriptorType)
        .DefineFunction("get-directories", (_, _) => ComponentValue.List([.. host.Preopens.Select(preopen =>
            ComponentValue.Tuple(DescriptorType.New(GuestDescriptor.OfPreopen(preopen.Directory)), ComponentValue.String(preopen.Name)))]));

    private static void DefineCommon(ComponentLinkerInstance types, Dialect dialect)
    {
        types.DefineResource("descriptor", DescriptorType);
        Define("advise", a => dialect.Answer(a[0].Get<GuestDescriptor>().Advise(a[1].AsUInt64(), a[2].AsUInt64(), ToAdvice(a[3]))));
        Define("sync-data", a => dialect.Answer(a[0].Get<GuestDescriptor>().Sync(dataOnly: true)));
        Define("sync", a => dialect.Answer(a[0].Get<GuestDescriptor>().Sync(dataOnly: false)));
        Define("get-flags", a => ComponentValue.Ok(ToFlags(a[0].Get<GuestDescriptor>().Rights)));
        Define("get-type", a => ComponentValue.Ok(dialect.Type(a[0].Get<GuestDescriptor>().Type)));
        Define("set-size", a => dialect.Answer(a[0].Get<GuestDescriptor>().SetSize(a[1].AsUInt64())));
        Define("set-times", a => dialect.Answer(Updates(a[1], a[2], (access, modify) => a[0].Get<GuestDescriptor>().SetTimes(access, modify))));
        Define("create-directory-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().CreateDirectoryAt(a[1].AsString())));
        Define("stat", a => dialect.Answer(a[0].Get<GuestDescriptor>().Stat(out FileStat stat), dialect.Stat(stat)));
        Define("stat-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().StatAt(a[2].AsString(), Follows(a[1]), out FileStat stat), dialect.Stat(stat)));
        Define("set-times-at", a => dialect.Answer(Updates(a[3], a[4], (access, modify) => a[0].Get<GuestDescriptor>().SetTimesAt(a[2].AsString(), Follows(a[1]), access, modify))));
        Define("link-at", a => dialect.Answer(Follows(a[1]) ? Errno.Invalid : a[0].Get<GuestDescriptor>().LinkAt(a[2].AsString(), a[3].Get<GuestDescriptor>(), a[4].AsString())));
        Define("open-at", a => Open(a, dialect));
        Define("readlink-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().ReadLinkAt(a[1].AsString(), out string target), ComponentValue.String(target)));
        Define("remove-directory-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().RemoveDirectoryAt(a[1].AsString())));
        Define("rename-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().RenameAt(a[1].AsString(), a[2].Get<GuestDescriptor>(), a[3].AsString())));
        Define("symlink-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().SymlinkAt(a[1].AsString(), a[2].AsString())));
        Define("unlink-file-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().UnlinkFileAt(a[1].AsString())));
        Define("is-same-object", a => ComponentValue.Bool(a[0].Get<GuestDescriptor>().IsSameObject(a[1].Get<GuestDescriptor>())));
        Define("metadata-hash", a => dialect.Answer(a[0].Get<GuestDescriptor>().Stat(out FileStat stat), Hash(stat)));
        Define("metadata-hash-at", a => dialect.Answer(a[0].Get<GuestDescriptor>().StatAt(a[2].AsString(), Follows(a[1]), out FileStat stat), Hash(stat)));

        void Define(string name, Func<ComponentValue[], ComponentValue> function) =>
            types.DefineFunction($"[method]descriptor.{name}", (_, arguments) => function(arguments.ToArray()));
    }

    private static ComponentValue Open(ComponentValue[] a, Dialect dialect)
    {
        IReadOnlyList<string> how = a[3].AsFlags();
        OpenRequest request = new()
        {
            Follow = Follows(a[1]),
            Create = how.Contains("create"),
            Directory = how.Contains("directory"),
            Exclusive = how.Contains("exclusive"),
            Truncate = how.Contains("truncate"),
        };
        Errno errno = a[0].Get<GuestDescriptor>().OpenAt(a[2].AsString(), request, ToRights(a[4]), out GuestDescriptor? opened);
        return errno == Errno.Success ? ComponentValue.Ok(DescriptorType.New(opened!)) : ComponentValue.Error(dialect.Error(errno));
    }

    private static Errno Updates(ComponentValue access, ComponentValue modify, Func<TimeUpdate, TimeUpdate, Errno> update) =>
        ToUpdate(access) is { } first && ToUpdate(modify) is { } second ? update(first, second) : Errno.Invalid;

    private static TimeUpdate? ToUpdate(ComponentValue timestamp) => timestamp.Label switch
    {
        "no-change" => TimeUpdate.Keep,
        "now" => TimeUpdate.Now,
        _ => ClockInterfaces.ToNanoseconds(timestamp.Payload!.Value) is { } time ? TimeUpdate.At(time) : default(TimeUpdate?),
    };

    private static bool Follows(ComponentValue pathFlags) => pathFlags.AsFlags().Contains("symlink-follow");

    private static FileAdvice ToAdvice(ComponentValue advice) => advice.Label switch
    {
        "sequential" => FileAdvice.Sequential,
        "random" => FileAdvice.Random,
        "will-need" => FileAdvice.WillNeed,
        "dont-need" => FileAdvice.DontNeed,
        "no-reuse" => FileAdvice.NoReuse,
        _ => FileAdvice.Normal,
    };

    private static ComponentValue ToFlags(DescriptorRights rights) =>
        ComponentValue.Flags([.. RightLabels.Where(named => (rights & named.Right) != 0).Select(named => named.Label)]);

    private static DescriptorRights ToRights(ComponentValue flags)
    {
        DescriptorRights rights = DescriptorRights.None;
        foreach (string label in flags.AsFlags()) rights |= Array.Find(RightLabels, named => named.Label == label).Right;
        return rights;
    }

    private static ComponentValue Hash(in FileStat stat)
    {
        (ulong lower, ulong upper) = MetadataHash.Of(stat);
        return ComponentValue.Record(("lower", ComponentValue.U64(lower)), ("upper", ComponentValue.U64(upper)));
    }
}
