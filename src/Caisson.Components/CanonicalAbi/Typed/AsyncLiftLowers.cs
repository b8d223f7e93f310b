using System.IO.Pipelines;
using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Streams and futures as what .NET has for them: <see cref="Stream"/>, <see cref="PipeReader"/>, <see cref="IAsyncEnumerable{T}"/>, <see cref="Task{TResult}"/>.</summary>
internal static class AsyncLiftLowers
{
    /// <summary>Null where the type is none that fits.</summary>
    public static object? CreateStream(Layout layout, Type type)
    {
        ComponentValType? element = ((StreamType)layout.Type).Element;
        if (element is PrimType { Kind: PrimKind.U8 })
        {
            if (type == typeof(Stream)) return Bytes(layout, static stream => stream.ToStream(), static source => ComponentStreams.FromStream(source));
            if (type == typeof(PipeReader)) return Bytes(layout, ComponentStreams.ToPipe, ComponentStreams.FromPipe);
        }

        return element is not null && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) ? Generic(nameof(Sequence), layout, element, type) : null;
    }

    /// <summary>Null where the type is none that fits.</summary>
    public static object? CreateFuture(Layout layout, Type type)
    {
        ComponentValType? element = ((FutureType)layout.Type).Element;
        if (element is null) return type == typeof(Task) ? new AsyncLiftLower<Task>(layout, (_, future) => future.AsFuture().ToTask(), (_, task) => ComponentValue.Future(ComponentStreams.FromTask(NoValue(task)))) : null;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Generic(nameof(Promise), layout, element, type) : null;
    }

    private static AsyncLiftLower<T> Bytes<T>(Layout layout, Func<ComponentStream, T> read, Func<T, ComponentStream> write) =>
        new(layout, (_, stream) => read(stream.AsStream()), (_, source) => ComponentValue.Stream(write(source)));

    private static AsyncLiftLower<IAsyncEnumerable<T>> Sequence<T>(Layout layout, LiftLower<T> element) => new(
        layout,
        (instance, stream) => Typed(stream.AsStream(), element, instance),
        (instance, source) => ComponentValue.Stream(ComponentStreams.FromEnumerable(Dynamic(source, element, instance))));

    private static AsyncLiftLower<Task<T>> Promise<T>(Layout layout, LiftLower<T> element) => new(
        layout,
        async (instance, future) => HostScratch.ToTyped(await future.AsFuture().ToTask().ConfigureAwait(false), element, instance),
        (instance, task) => ComponentValue.Future(ComponentStreams.FromTask(Dynamic(task, element, instance))));

    private static async IAsyncEnumerable<T> Typed<T>(
        ComponentStream stream, LiftLower<T> element, ICanonicalInstance instance, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (ComponentValue value in stream.ToEnumerable(cancellation).ConfigureAwait(false)) yield return HostScratch.ToTyped(value, element, instance);
    }

    private static async IAsyncEnumerable<ComponentValue> Dynamic<T>(
        IAsyncEnumerable<T> source, LiftLower<T> element, ICanonicalInstance instance, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (T value in source.WithCancellation(cancellation).ConfigureAwait(false)) yield return HostScratch.ToValue(value, element, instance);
    }

    private static async Task<ComponentValue> Dynamic<T>(Task<T> task, LiftLower<T> element, ICanonicalInstance instance) =>
        HostScratch.ToValue(await task.ConfigureAwait(false), element, instance);

    private static async Task<ComponentValue> NoValue(Task task)
    {
        await task.ConfigureAwait(false);
        return default;
    }

    private static object Generic(string method, Layout layout, ComponentValType element, Type type)
    {
        Type item = type.GetGenericArguments()[0];
        object lifted = LiftLowers.Of(item, Layout.Of(element, is64: false));
        return LiftLowers.Invoke(typeof(AsyncLiftLowers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!, [item], layout, lifted);
    }

    /// <summary>A handle that the host sees as something of its own.</summary>
    private sealed class AsyncLiftLower<T>(Layout layout, Func<ICanonicalInstance, ComponentValue, T> wrap, Func<ICanonicalInstance, T, ComponentValue> unwrap) : LiftLower<T>(layout)
    {
        public override T Load(LiftLowerContext cx, ulong ptr) => wrap(cx.Instance, Abi.Load(cx, ptr, Layout));

        public override void Store(LiftLowerContext cx, T value, ulong ptr) => Abi.Store(cx, unwrap(cx.Instance, value), Layout, ptr);

        public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => wrap(cx.Instance, Abi.LiftFlat(cx, ref vi, Layout));

        public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) => Abi.LowerFlat(cx, unwrap(cx.Instance, value), Layout, ref flat);
    }
}
