using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>Guests stay in their directories also while things are renamed under a resolution.</summary>
public sealed class RaceTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    [Theory, BothResolvers]
    public void A_directory_that_turns_into_a_link_is_no_way_out(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        Directory.CreateDirectory(box.Folder["real"]);
        box.WriteText("real/secret", "inside");
        box.HostSymlink("../outside", "link");
        Race(
            () =>
            {
                _ = box.Rename("real", "swap");
                _ = box.Rename("swap", "real");
                _ = box.Rename("link", "swap");
                _ = box.Rename("swap", "link");
            },
            () => AssertNotSecret(box, "swap/secret"));
    }

    [Theory, BothResolvers]
    public void A_directory_that_moves_up_takes_nobody_along(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        Directory.CreateDirectory(box.Folder["a/b/c"]);
        string outside = "../" + Path.GetFileName(box.Folder.Outside) + "/secret";
        Race(
            () =>
            {
                _ = box.Rename("a/b/c", "c");
                _ = box.Rename("c", "a/b/c");
            },
            () => AssertNotSecret(box, "a/b/c/../../../" + outside));
    }

    private static void AssertNotSecret(Sandbox box, string path)
    {
        Errno errno = box.Directory.OpenAt(System.Text.Encoding.UTF8.GetBytes(path), new OpenRequest { Read = true, Follow = true }, out Descriptor? opened);
        if (errno != Errno.Success) return;
        byte[] buffer = new byte[10];
        Assert.Equal(Errno.Success, opened!.Read(buffer, out int count));
        opened.Release();
        Assert.Equal("inside"u8, buffer.AsSpan(0, count));
    }

    private static void Race(Action disturb, Action attempt)
    {
        using var over = new CancellationTokenSource(Duration);
        Task disturbing = Task.Run(() =>
        {
            while (!over.IsCancellationRequested) disturb();
        });
        while (!over.IsCancellationRequested) attempt();
        disturbing.Wait(TestContext.Current.CancellationToken);
    }
}
