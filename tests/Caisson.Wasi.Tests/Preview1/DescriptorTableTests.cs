using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class DescriptorTableTests
{
    [Fact]
    public void The_lowest_free_number_is_next()
    {
        using var table = new DescriptorTable(100);
        for (uint i = 0; i < 50; i++) Assert.Equal(i, Add(table, new Probe()));
        foreach (uint closed in (uint[])[30, 10, 20]) Assert.Equal(Errno.Success, table.Close(closed));
        Assert.Equal([10u, 20u, 30u, 50u], Enumerable.Range(0, 4).Select(_ => Add(table, new Probe())));
    }

    [Fact]
    public void A_full_table_closes_what_it_refuses()
    {
        using var table = new DescriptorTable(1);
        Add(table, new Probe());
        var refused = new Probe();
        Assert.Equal(Errno.ProcessFilesFull, table.Add(new DescriptorEntry(refused, Rights.None, Rights.None), out _));
        Assert.True(refused.IsClosed);
    }

    [Fact]
    public void What_a_call_uses_is_closed_after_the_call()
    {
        using var table = new DescriptorTable(10);
        var probe = new Probe();
        uint number = Add(table, probe);
        Borrowed borrowed = table.Borrow(number, Rights.None, out _);
        Assert.Equal(Errno.Success, table.Close(number));
        Assert.False(probe.IsClosed);
        borrowed.Dispose();
        Assert.True(probe.IsClosed);
    }

    [Fact]
    public void What_has_changed_since_the_beginning_is_known_by_number()
    {
        using var table = new DescriptorTable(100);
        Probe[] granted = [.. Enumerable.Range(0, 20).Select(_ => new Probe())];
        foreach (Probe probe in granted) Add(table, probe);
        Assert.Empty(table.Changed(granted));
        Add(table, new Probe());
        Assert.Equal(Errno.Success, table.Close(5));
        Assert.Equal(Errno.Success, table.Renumber(7, 8));
        Assert.Equal([5, 7, 8, 20], table.Changed(granted));
    }

    [Fact]
    public void Disposing_closes_everything_and_ends_it()
    {
        var table = new DescriptorTable(10);
        Probe[] probes = [new(), new(), new()];
        foreach (Probe probe in probes) Add(table, probe);
        table.Dispose();
        Assert.All(probes, p => Assert.True(p.IsClosed));
        Assert.Equal(Errno.ProcessFilesFull, table.Add(new DescriptorEntry(new Probe(), Rights.None, Rights.None), out _));
        Assert.Equal(Errno.BadDescriptor, table.Close(0));
        table.Dispose();
    }

    [Fact]
    public void Threads_may_open_use_and_close_at_once()
    {
        using var table = new DescriptorTable(64);
        var probes = new System.Collections.Concurrent.ConcurrentBag<Probe>();
        Parallel.For(0, 20_000, i =>
        {
            var probe = new Probe();
            probes.Add(probe);
            if (table.Add(new DescriptorEntry(probe, Rights.None, Rights.None), out uint number) != Errno.Success) return;
            using (Borrowed borrowed = table.Borrow((uint)i % 64, Rights.None, out Errno errno))
                if (errno == Errno.Success) Assert.False(((Probe)borrowed.Target).IsClosed);
            Assert.Equal(Errno.Success, table.Close(number));
        });
        Assert.All(probes, p => Assert.True(p.IsClosed));
    }

    private static uint Add(DescriptorTable table, Descriptor target)
    {
        Assert.Equal(Errno.Success, table.Add(new DescriptorEntry(target, Rights.None, Rights.None), out uint number));
        return number;
    }

    private sealed class Probe : Descriptor
    {
        public bool IsClosed { get; private set; }

        public override FileType Type => FileType.Unknown;

        protected override void Close() => IsClosed = true;
    }
}
