using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.Linking;

/// <summary>Delegates are functions of the host, with C# types for the component's.</summary>
public sealed class TypedHostFunctionTests
{
    private delegate uint Adder(uint left, uint right);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Numbers_characters_truth_values_and_strings()
    {
        ComponentValue[] arguments = [true, (sbyte)-1, (byte)2, (short)-3, (ushort)4, -5, 6u, -7L, 8UL, 1.5f, -2.5, new Rune(0x1f600), "aé€😀"];
        ComponentFuncType type = T.Func([T.Bool, T.S8, T.U8, T.S16, T.U16, T.S32, T.U32, T.S64, T.U64, T.F32, T.F64, T.Char, T.String], T.String);
        ComponentValue result = Echo(type, (bool a, sbyte b, byte c, short d, ushort e, int f, uint g, long h, ulong i, float j, double k, Rune l, string m) =>
            string.Join(' ', [a, b, c, d, e, f, g, h, i, j, k, l, m])).Call(arguments);
        Assert.Equal("True -1 2 -3 4 -5 6 -7 8 1.5 -2.5 😀 aé€😀", result.AsString());
    }

    [Fact]
    public void Sixteen_parameters_and_none()
    {
        ComponentFunction many = Echo(T.Func([.. Enumerable.Repeat(T.U8, 16)], T.U32), (byte a, byte b, byte c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k, byte l, byte m, byte n, byte o, byte p) =>
            (uint)(a + (b * 2) + c + d + e + f + g + h + i + j + k + l + m + n + o + (p * 3)));
        Assert.Equal(1 + 4 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15 + 48u, many.Call([.. Enumerable.Range(1, 16).Select(i => (ComponentValue)(byte)i)]).AsUInt32());
        int calls = 0;
        Echo(T.Func([]), () => { calls++; }).Call();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Any_type_of_delegate_is_taken()
    {
        ComponentFuncType type = T.Func([T.U32, T.U32], T.U32);
        Assert.Equal(5u, Echo(type, new Adder((left, right) => left + right)).Call(2u, 3u).AsUInt32());
        Assert.Equal(6u, Echo(type, Multiply).Call(2u, 3u).AsUInt32());
        Assert.Equal(true, Echo(T.Func([T.U32], T.Bool), new Predicate<uint>(n => n > 2)).Call(3u));
        Assert.Equal(4u, Echo(T.Func([T.U32], T.U32), new ComponentHostFunction((_, arguments) => arguments[0].AsUInt32() + 1)).Call(3u).AsUInt32());
    }

    [Fact]
    public void Records_lists_and_variants_are_what_they_are_for_calls()
    {
        RecordType point = T.Record(("x", T.S32), ("far-away", T.List(T.U8)));
        ComponentFunction move = Echo(T.Func([point, T.Option(T.S32)], T.Result(point, T.String)), (Point p, int? by) =>
            by is { } n ? Result<Point, string>.FromOk(new Point(p.X + n, [.. p.FarAway, 9])) : Result<Point, string>.FromError("nowhere"));
        ComponentValue from = ComponentValue.Record(("x", 1), ("far-away", ComponentValue.List((byte)7)));
        Assert.Equal(ComponentValue.Ok(ComponentValue.Record(("x", 3), ("far-away", ComponentValue.List((byte)7, (byte)9)))), move.Call(from, ComponentValue.Some(2)));
        Assert.Equal(ComponentValue.Error("nowhere"), move.Call(from, ComponentValue.None));
    }

    [Fact]
    public void Values_arrive_as_the_interpreter_passes_them() => Gen.Select(Generators.Typed.Array[0, 4], Generators.Typed.Array[1]).Sample(
        (parameters, result) =>
        {
            ComponentFuncType type = T.Func([.. parameters.Select(p => p.Type)], result[0].Type);
            ComponentValue[] arguments = [.. parameters.Select(p => p.Value)];
            string text = EchoGuest.Text(type);
            ComponentValue[] seen = [];
            ComponentInstance dynamic = Guests.Instantiate(text, linker => linker.DefineFunction("f", (_, values) =>
            {
                seen = values.ToArray();
                return result[0].Value;
            }));
            ComponentValue expected = dynamic.GetFunction("g").Call(arguments);
            Assert.Equal(arguments, seen);
            Assert.Equal(result[0].Value, expected);

            var recorder = (Recorder)Activator.CreateInstance(typeof(Recorder<,>).MakeGenericType(TupleOf(type), ClrType(type.Result!)), result[0].Value, type)!;
            ComponentInstance typed = Guests.Instantiate(text, linker => linker.DefineFunction("f", recorder.Function));
            foreach (string name in new[] { "g", "again" })
            {
                Assert.Equal(expected, typed.GetFunction(name).Call(arguments));
                Assert.Equal(arguments, recorder.Seen);
            }
        },
        iter: 60);

    [Fact]
    public void Resources_are_lent_and_given()
    {
        var type = new ComponentResourceType("thing");
        const string Text = """
            (component
              (import "i" (instance $i
                (export "thing" (type $thing (sub resource)))
                (export "make" (func (param "n" u32) (result (own $thing))))
                (export "look" (func (param "t" (borrow $thing)) (result u32)))
                (export "take" (func (param "t" (own $thing)) (result u32)))))
              (core func $make (canon lower (func $i "make")))
              (core func $look (canon lower (func $i "look")))
              (core func $take (canon lower (func $i "take")))
              (core module $M
                (import "" "make" (func $make (param i32) (result i32)))
                (import "" "look" (func $look (param i32) (result i32)))
                (import "" "take" (func $take (param i32) (result i32)))
                (func (export "run") (param i32) (result i32) (local $t i32)
                  (local.set $t (call $make (local.get 0)))
                  (i32.add (call $look (local.get $t)) (i32.add (call $look (local.get $t)) (call $take (local.get $t))))))
              (core instance $m (instantiate $M (with "" (instance (export "make" (func $make)) (export "look" (func $look)) (export "take" (func $take))))))
              (func (export "run") (param "n" u32) (result u32) (canon lift (core func $m "run"))))
            """;
        List<ComponentResource> seen = [];
        ComponentInstance instance = Guests.Instantiate(Text, linker => linker.DefineInstance("i")
            .DefineResource("thing", type)
            .DefineFunction("make", (uint n) => type.Create(n))
            .DefineFunction("look", (ComponentResource thing) => Value(thing))
            .DefineFunction("take", (ComponentResource thing) =>
            {
                using (thing) return Value(thing) * 100;
            }));
        Assert.Equal(7u + 7u + 700u, instance.GetFunction("run").Call(7u).AsUInt32());
        Assert.Equal(3u + 3u + 300u, instance.GetFunction("run").As<Func<uint, uint>>()(3));
        Assert.Equal(0, Guests.Handles(instance));

        // What was lent is of no use any more.
        Assert.Throws<InvalidOperationException>(() => seen[0].Lend());
        uint Value(ComponentResource thing)
        {
            seen.Add(thing);
            return (uint)thing.HostObject!;
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_task_may_take_time(bool isValueTask)
    {
        TaskCompletionSource<uint> later = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Delegate wait = isValueTask ? async ValueTask<uint> () => await later.Task : async () => await later.Task;
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, linker => linker.DefineFunction("wait", wait));
        Task<ComponentValue> first = instance.GetFunction("run").CallAsync(cancellation: Cancellation), second = instance.GetFunction("run").CallAsync(cancellation: Cancellation);
        Assert.False(first.IsCompleted);
        later.SetResult(17);
        Assert.Equal(17u, (await first).AsUInt32());
        Assert.Equal(17u, (await second).AsUInt32());
    }

    [Fact]
    public async Task A_function_that_returns_at_once_may_be_called_as_if_it_took_time()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, linker => linker.DefineFunction("wait", () => 18u));
        Assert.Equal(18u, (await instance.GetFunction("run").CallAsync(cancellation: Cancellation)).AsUInt32());
    }

    [Fact]
    public void A_task_is_waited_for_where_the_import_is_not_async()
    {
        ComponentFunction slow = Echo(T.Func([T.String], T.U32), async (string text, CancellationToken token) =>
        {
            await Task.Delay(1, token);
            return (uint)text.Length;
        });
        Assert.Equal(3u, slow.Call("abc").AsUInt32());
        bool isDone = false;
        ComponentFunction nothing = Echo(T.Func([]), async () =>
        {
            await Task.Yield();
            isDone = true;
        });
        nothing.Call();
        Assert.True(isDone);
    }

    [Fact]
    public async Task A_token_is_cancelled_when_the_guest_asks_for_it()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, linker => linker.DefineFunction("wait", async (CancellationToken token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 1u;
        }));
        using CancellationTokenSource source = new();
        Task<ComponentValue> call = instance.GetFunction("run").CallAsync(cancellation: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public void An_exception_ends_the_guest()
    {
        ComponentFunction failing = Echo(T.Func([T.U32], T.U32), uint (uint n) => throw new IOException("of the host"));
        Assert.Equal("of the host", Assert.Throws<IOException>(() => failing.Call(1u)).Message);
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => failing.Call(1u)).Kind);
    }

    [Fact]
    public void A_function_may_call_back_into_the_store()
    {
        var store = new ComponentStore(Guests.Engine);
        ComponentFuncType type = T.Func([T.U32], T.U32);
        ComponentFunction inner = Guests.Instantiate(EchoGuest.Text(type), linker => linker.DefineFunction("f", (uint n) => n * 2), store).GetFunction("g");
        ComponentFunction outer = Guests.Instantiate(EchoGuest.Text(type), linker => linker.DefineFunction("f", (uint n) => inner.Call(n).AsUInt32() + 1), store).GetFunction("g");
        Assert.Equal(11u, outer.Call(5u).AsUInt32());
        Assert.Equal(13u, outer.Call(6u).AsUInt32());
    }

    [Fact]
    public async Task A_stream_of_bytes_is_a_stream_or_a_pipe()
    {
        var store = new ComponentStore(Guests.Engine);
        ComponentFunction count = Guests.Instantiate(StreamTests.Guest, store: store).GetFunction("count");
        Stream? stream = null;
        ComponentFunction asStream = Guests.Instantiate(EchoGuest.Text(T.Func([new StreamType(T.U8)])), linker => linker.DefineFunction("f", (Stream s) => { stream = s; }), store).GetFunction("g");
        await asStream.CallAsync(new[] { await count.CallAsync(new ComponentValue[] { 3000u }, Cancellation) }, Cancellation);
        using MemoryStream copy = new();
        await using (stream!) await stream!.CopyToAsync(copy, Cancellation);
        Assert.Equal(3000, copy.Length);

        PipeReader? pipe = null;
        ComponentFunction asPipe = Guests.Instantiate(EchoGuest.Text(T.Func([new StreamType(T.U8)])), linker => linker.DefineFunction("f", (PipeReader p) => { pipe = p; }), store).GetFunction("g");
        await asPipe.CallAsync(new[] { await count.CallAsync(new ComponentValue[] { 2000u }, Cancellation) }, Cancellation);
        ReadResult read = await pipe!.ReadAtLeastAsync(2000, Cancellation);
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => (byte)(i % 1000)), System.Buffers.BuffersExtensions.ToArray(read.Buffer)[..2000]);
        await pipe.CompleteAsync();

        List<byte> elements = [];
        IAsyncEnumerable<byte>? sequence = null;
        ComponentFunction asSequence = Guests.Instantiate(EchoGuest.Text(T.Func([new StreamType(T.U8)])), linker => linker.DefineFunction("f", (IAsyncEnumerable<byte> s) => { sequence = s; }), store).GetFunction("g");
        await asSequence.CallAsync(new[] { await count.CallAsync(new ComponentValue[] { 1000u }, Cancellation) }, Cancellation);
        await foreach (byte element in sequence!.WithCancellation(Cancellation)) elements.Add(element);
        Assert.Equal(1000, elements.Count);
    }

    [Fact]
    public async Task Streams_and_futures_of_the_hosts_are_read_by_guests()
    {
        var store = new ComponentStore(Guests.Engine);
        ComponentInstance reader = Guests.Instantiate(StreamTests.Guest, store: store);
        Delegate[] sources = [() => new MemoryStream([1, 2, 3]) as Stream, () => PipeReader.Create(new MemoryStream([1, 2, 3])), () => Sequence()];
        foreach (Delegate source in sources)
        {
            ComponentFunction give = Guests.Instantiate(EchoGuest.Text(T.Func([], new StreamType(T.U8))), linker => linker.DefineFunction("f", source), store).GetFunction("g");
            ComponentValue stream = await give.CallAsync(cancellation: Cancellation);
            Assert.Equal(6u, (await reader.GetFunction("sum").CallAsync(new[] { stream, uint.MaxValue }, Cancellation)).AsUInt32());
        }

        ComponentFunction promise = Guests.Instantiate(EchoGuest.Text(T.Func([], new FutureType(T.U32))), linker => linker.DefineFunction("f", () => Task.FromResult(17u)), store).GetFunction("g");
        Assert.Equal(17u, (await reader.GetFunction("later").CallAsync(new[] { await promise.CallAsync(cancellation: Cancellation) }, Cancellation)).AsUInt32());

        static async IAsyncEnumerable<byte> Sequence()
        {
            for (byte i = 1; i <= 3; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }

    [Fact]
    public async Task A_future_of_a_guests_is_a_task()
    {
        var store = new ComponentStore(Guests.Engine);
        ComponentInstance giver = Guests.Instantiate(StreamTests.Guest, store: store);
        Task<uint>? task = null;
        ComponentFunction take = Guests.Instantiate(EchoGuest.Text(T.Func([new FutureType(T.U32)])), linker => linker.DefineFunction("f", (Task<uint> f) => { task = f; }), store).GetFunction("g");
        await take.CallAsync(new[] { await giver.GetFunction("soon").CallAsync(new ComponentValue[] { 23u }, Cancellation) }, Cancellation);
        Assert.Equal(23u, await task!);
    }

    [Fact]
    public void What_does_not_fit_is_named_with_both_types()
    {
        Refused(T.Func([T.U32], T.U32), (int n) => 5u, "f: func(p0: u32) -> u32: System.UInt32 (System.Int32) doesn't fit: System.Int32 doesn't fit the component type u32");
        Refused(T.Func([T.U32]), (uint n, uint m) => { }, "System.Void (System.UInt32, System.UInt32) doesn't fit: it takes 2 parameters instead of 1");
        Refused(T.Func([T.U32], T.String), (uint n) => { }, "func(p0: u32) -> string: System.Void (System.UInt32) doesn't fit");
        Refused(T.Func([T.U32]), (uint n) => n, "doesn't fit");
        Refused(T.Func([], T.String), async () => await Task.FromResult(1), "System.Int32 doesn't fit the component type string");
        Refused(T.Func([T.Tuple(T.U8)]), ((byte, CancellationToken) pair) => { }, "doesn't fit the component type tuple<u8>");
        Refused(T.Func([], new FutureType(T.U32)), () => Task.FromResult("x"), "System.String doesn't fit the component type u32");
        Refused(T.Func([new StreamType(T.U32)]), (Stream s) => { }, "use IAsyncEnumerable<T> or ComponentStream");
    }

    [Fact]
    public void Delegates_that_no_import_could_fit_are_refused_at_once()
    {
        var linker = new ComponentLinker(Guests.Engine);
        Assert.Contains("has references", Assert.Throws<ArgumentException>(() => linker.DefineFunction("f", (ReadOnlySpan<byte> bytes) => bytes.Length)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => linker.DefineFunction("f", (ref int n) => n));
    }

    private static uint Multiply(uint left, uint right) => left * right;

    private static ComponentFunction Echo(ComponentFuncType type, Delegate function) =>
        Guests.Instantiate(EchoGuest.Text(type), linker => linker.DefineFunction("f", function)).GetFunction("g");

    private static void Refused(ComponentFuncType type, Delegate function, string message) =>
        Assert.Contains(message, Assert.Throws<UnlinkableException>(() => Echo(type, function)).Message, StringComparison.Ordinal);

    /// <summary>The C# type that stands for a component type; dynamic where that would have to be written down.</summary>
    private static Type ClrType(ComponentValType type) => type switch
    {
        PrimType { Kind: PrimKind.String } => typeof(string),
        PrimType { Kind: PrimKind.Bool } => typeof(bool),
        PrimType { Kind: PrimKind.Char } => typeof(Rune),
        PrimType { Kind: PrimKind.S8 } => typeof(sbyte),
        PrimType { Kind: PrimKind.U8 } => typeof(byte),
        PrimType { Kind: PrimKind.S16 } => typeof(short),
        PrimType { Kind: PrimKind.U16 } => typeof(ushort),
        PrimType { Kind: PrimKind.S32 } => typeof(int),
        PrimType { Kind: PrimKind.U32 } => typeof(uint),
        PrimType { Kind: PrimKind.S64 } => typeof(long),
        PrimType { Kind: PrimKind.U64 } => typeof(ulong),
        PrimType { Kind: PrimKind.F32 } => typeof(float),
        PrimType { Kind: PrimKind.F64 } => typeof(double),
        ListType list => ClrType(list.Element).MakeArrayType(),
        MapType map => typeof(ValueTuple<,>).MakeGenericType(ClrType(map.Key), ClrType(map.Value)).MakeArrayType(),
        TupleType tuple => CanonicalAbi.Typed.Tuples.Of(tuple.Elements.Select(ClrType)),
        RecordType record => CanonicalAbi.Typed.Tuples.Of(record.Fields.Select(field => ClrType(field.Type))),
        OptionType option => typeof(Option<>).MakeGenericType(ClrType(option.Some)),
        _ => typeof(ComponentValue),
    };

    private static Type TupleOf(ComponentFuncType type) => CanonicalAbi.Typed.Tuples.Of(type.Parameters.Select(parameter => ClrType(parameter.Type)));

    private sealed record Point(int X, byte[] FarAway);

    /// <summary>A function of any type that notes its arguments, as dynamic values again, and returns a value.</summary>
    private abstract class Recorder
    {
        public ComponentValue[] Seen { get; protected set; } = [];

        public abstract Delegate Function { get; }
    }

    private sealed class Recorder<TParameters, TResult>(ComponentValue result, ComponentFuncType type) : Recorder
    {
        private readonly TResult _result = CanonicalAbi.Typed.Tuples.ToTyped<TResult>(result, type.Result!);

        public override Delegate Function => CanonicalAbi.Typed.Tuples.Spread<TParameters, TResult>(parameters =>
        {
            Seen = CanonicalAbi.Typed.Tuples.ToValues(parameters, type);
            return _result;
        });
    }
}
