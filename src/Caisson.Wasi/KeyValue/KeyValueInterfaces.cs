using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.KeyValue;

/// <summary>wasi:keyvalue, a draft: the stores that were granted, as buckets. What one handle writes, every handle of the same store reads.</summary>
internal static class KeyValueInterfaces
{
    private static readonly ComponentResourceType BucketType = new("bucket");

    public static void Define(InterfaceSet draft, WasiHost host)
    {
        DefineStore(draft["keyvalue/store"], host.Options.KeyValue);
        draft["keyvalue/atomics"]
            .DefineResource("bucket", BucketType)
            .DefineAsyncFunction("increment", (_, a, c) => Answer(a[0], async bucket =>
                ComponentValue.U64(await bucket.IncrementAsync(a[1].AsString(), a[2].AsUInt64(), c).ConfigureAwait(false))));
        DefineBatch(draft["keyvalue/batch"]);
    }

    private static void DefineStore(ComponentLinkerInstance store, IReadOnlyDictionary<string, IKeyValueStore> granted) => store
        .DefineResource("bucket", BucketType)
        .DefineFunction("open", (_, a) => granted.TryGetValue(a[0].AsString(), out IKeyValueStore? found)
            ? ComponentValue.Ok(BucketType.New(new Bucket(found)))
            : ComponentValue.Error(ComponentValue.Variant("no-such-store")))
        .DefineAsyncFunction("[method]bucket.get", (_, a, c) => Answer(a[0], async bucket =>
            Found(await bucket.ReadAsync(a[1].AsString(), c).ConfigureAwait(false), static bytes => HostValues.Bytes(bytes))))
        .DefineAsyncFunction("[method]bucket.set", (_, a, c) => Answer(a[0], async bucket =>
        {
            await bucket.WriteAsync(a[1].AsString(), a[2].AsSpan<byte>().ToArray(), c).ConfigureAwait(false);
            return null;
        }))
        .DefineAsyncFunction("[method]bucket.delete", (_, a, c) => Answer(a[0], async bucket =>
        {
            await bucket.DeleteAsync(a[1].AsString(), c).ConfigureAwait(false);
            return null;
        }))
        .DefineAsyncFunction("[method]bucket.exists", (_, a, c) => Answer(a[0], async bucket =>
            ComponentValue.Bool(await bucket.ExistsAsync(a[1].AsString(), c).ConfigureAwait(false))))
        .DefineAsyncFunction("[method]bucket.list-keys", (_, a, c) => Answer(a[0], async bucket =>
        {
            KeyValuePage page = await bucket.ListAsync(a[1].AsOption()?.AsUInt64(), c).ConfigureAwait(false);
            return ComponentValue.Record(
                ("keys", ComponentValue.List([.. page.Keys.Select(ComponentValue.String)])),
                ("cursor", page.Cursor is { } cursor ? ComponentValue.Some(ComponentValue.U64(cursor)) : ComponentValue.None));
        }));

    private static void DefineBatch(ComponentLinkerInstance batch) => batch
        .DefineResource("bucket", BucketType)
        .DefineAsyncFunction("get-many", (_, a, c) => Answer(a[0], async bucket =>
        {
            List<ComponentValue> values = [];
            long total = 0;
            foreach (ComponentValue key in a[1].AsElements())
            {
                byte[]? found = await bucket.ReadAsync(key.AsString(), c).ConfigureAwait(false);
                // The same key again and again would be more than any store has.
                if ((total += found?.Length ?? 0) > Limits.StoreBytes) throw Errors.TooMuchAtOnce();
                values.Add(Found(found, bytes => ComponentValue.Tuple(key, HostValues.Bytes(bytes))));
            }
            return ComponentValue.List([.. values]);
        }))
        .DefineAsyncFunction("set-many", (_, a, c) => Answer(a[0], async bucket =>
        {
            foreach (ComponentValue pair in a[1].AsElements())
                await bucket.WriteAsync(pair[0].AsString(), pair[1].AsSpan<byte>().ToArray(), c).ConfigureAwait(false);
            return null;
        }))
        .DefineAsyncFunction("delete-many", (_, a, c) => Answer(a[0], async bucket =>
        {
            foreach (ComponentValue key in a[1].AsElements()) await bucket.DeleteAsync(key.AsString(), c).ConfigureAwait(false);
            return null;
        }));

    private static ComponentValue Found(byte[]? bytes, Func<byte[], ComponentValue> value) =>
        bytes is null ? ComponentValue.None : ComponentValue.Some(value(bytes));

    private static async ValueTask<ComponentValue> Answer(ComponentValue bucket, Func<IKeyValueStore, Task<ComponentValue?>> operation)
    {
        try
        {
            return await operation(bucket.Get<Bucket>().Store).ConfigureAwait(false) is { } value ? ComponentValue.Ok(value) : ComponentValue.Ok();
        }
        catch (UnauthorizedAccessException)
        {
            return ComponentValue.Error(ComponentValue.Variant("access-denied"));
        }
        catch (IOException failure)
        {
            return ComponentValue.Error(ComponentValue.Variant("other", ComponentValue.String(failure.Message)));
        }
    }

    /// <summary>A handle of a store; the store itself is the host's.</summary>
    private sealed record Bucket(IKeyValueStore Store);
}
