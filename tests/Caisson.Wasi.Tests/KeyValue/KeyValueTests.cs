using System.Text;
using Caisson.Components.Values;
using Caisson.Wasi.Tests.Components;

namespace Caisson.Wasi.Tests.KeyValue;

public sealed class KeyValueTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        using PassingGuest guest = Guest(new MemoryKeyValueStore([new("a", "1")]));
        ComponentValue bucket = Open(guest), same = Open(guest);
        Assert.Equal("1", Read(guest, bucket, "a"));
        Assert.Null(Read(guest, bucket, "b"));
        guest.Succeed("[method]bucket.set", bucket, "b", Bytes("two"));
        Assert.Equal("two", Read(guest, same, "b"));
        Assert.True(guest.Succeed("[method]bucket.exists", same, "b").AsBoolean());
        guest.Succeed("[method]bucket.set", bucket, "b", Bytes(""));
        Assert.Equal("", Read(guest, bucket, "b"));
        guest.Succeed("[method]bucket.delete", bucket, "b");
        guest.Succeed("[method]bucket.delete", bucket, "b");
        Assert.False(guest.Succeed("[method]bucket.exists", bucket, "b").AsBoolean());
        Assert.Null(Read(guest, bucket, "b"));
    }

    [Fact]
    public void A_store_that_was_not_granted_is_none()
    {
        using PassingGuest guest = Guest(new MemoryKeyValueStore());
        Assert.Equal("no-such-store", guest.Fail("open", "other"));
        Assert.Equal("no-such-store", guest.Fail("open", ""));
    }

    [Fact]
    public void Keys_are_listed_by_pages_whatever_is_written_between_them()
    {
        using PassingGuest guest = Guest(new MemoryKeyValueStore(Enumerable.Range(0, 2500).Select(i => new KeyValuePair<string, string>($"{i}", ""))));
        ComponentValue bucket = Open(guest), cursor = ComponentValue.None;
        List<string> keys = [];
        int pages = 0;
        do
        {
            ComponentValue page = guest.Succeed("[method]bucket.list-keys", bucket, cursor);
            keys.AddRange(page["keys"].AsElements().Select(key => key.AsString()));
            cursor = page["cursor"];
            guest.Succeed("[method]bucket.delete", bucket, keys[0]);
            guest.Succeed("[method]bucket.set", bucket, keys[1], Bytes("other"));
            pages++;
        }
        while (!cursor.IsNone);
        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"{i}").Order(), keys.Order());
    }

    [Fact]
    public void Numbers_are_incremented()
    {
        using PassingGuest guest = Guest(new MemoryKeyValueStore([new("text", "abc"), new("most", "18446744073709551615")]));
        ComponentValue bucket = Open(guest);
        Assert.Equal(5ul, guest.Succeed("increment", bucket, "n", 5ul).AsUInt64());
        Assert.Equal(7ul, guest.Succeed("increment", bucket, "n", 2ul).AsUInt64());
        Assert.Equal("7", Read(guest, bucket, "n"));
        Assert.Equal("other", guest.Fail("increment", bucket, "text", 1ul));
        Assert.Equal("other", guest.Fail("increment", bucket, "most", 1ul));
        Assert.Equal("18446744073709551615", Read(guest, bucket, "most"));
    }

    [Fact]
    public void Many_go_at_once()
    {
        using PassingGuest guest = Guest(new MemoryKeyValueStore());
        ComponentValue bucket = Open(guest);
        guest.Succeed("set-many", bucket, ComponentValue.List(Pair("a", "1"), Pair("b", "2"), Pair("a", "3")));
        IReadOnlyList<ComponentValue> found = guest.Succeed("get-many", bucket, ComponentValue.List("b", "none", "a")).AsElements();
        Assert.Equal([Pair("b", "2"), null, Pair("a", "3")], found.Select(pair => pair.Payload));
        guest.Succeed("delete-many", bucket, ComponentValue.List("a", "none"));
        Assert.Null(Read(guest, bucket, "a"));
        Assert.Equal("2", Read(guest, bucket, "b"));
    }

    [Fact]
    public async Task A_store_in_memory_is_full_at_some_point()
    {
        var store = new MemoryKeyValueStore();
        byte[] large = new byte[40 << 20];
        await store.WriteAsync("a", large, CancellationToken.None);
        await store.WriteAsync("a", large, CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(async () => await store.WriteAsync("b", large, CancellationToken.None));
        await store.DeleteAsync("a", CancellationToken.None);
        await store.WriteAsync("b", large, CancellationToken.None);
    }

    [Fact]
    public void What_a_store_of_the_hosts_says_is_told()
    {
        using PassingGuest guest = Guest(new Failing());
        ComponentValue bucket = Open(guest);
        ComponentValue failure = guest.Call("[method]bucket.get", bucket, "a").Payload!.Value;
        Assert.Equal(("other", "the disk is on fire"), (failure.Label, failure.Payload!.Value.AsString()));
        Assert.Equal("access-denied", guest.Fail("[method]bucket.set", bucket, "a", Bytes("")));
        Assert.Equal("other", guest.Fail("[method]bucket.exists", bucket, "a"));
    }

    private static PassingGuest Guest(IKeyValueStore store) =>
        new(new WasiOptions { KeyValue = new Dictionary<string, IKeyValueStore> { ["default"] = store } }, Interfaces.KeyValue);

    private static ComponentValue Open(PassingGuest guest) => ComponentValue.Borrow(guest.Succeed("open", "default").AsResource());

    private static string? Read(PassingGuest guest, ComponentValue bucket, string key) =>
        guest.Succeed("[method]bucket.get", bucket, key).Payload is { } bytes ? Encoding.UTF8.GetString(bytes.AsSpan<byte>()) : null;

    private static ComponentValue Bytes(string text) => ComponentValue.ListOf<byte>(Encoding.UTF8.GetBytes(text));

    private static ComponentValue Pair(string key, string value) => ComponentValue.Tuple(key, Bytes(value));

    private sealed class Failing : IKeyValueStore
    {
        public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellation) => throw new IOException("the disk is on fire");

        public ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellation) => throw new UnauthorizedAccessException();

        public ValueTask DeleteAsync(string key, CancellationToken cancellation) => default;

        public ValueTask<KeyValuePage> ListAsync(ulong? cursor, CancellationToken cancellation) => new(new KeyValuePage([], null));

        public ValueTask<ulong> IncrementAsync(string key, ulong delta, CancellationToken cancellation) => new(0ul);
    }
}
