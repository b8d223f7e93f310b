using System.Text;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Wasi.Tests.Components;

/// <summary>wasi:http/incoming-handler 0.2: a guest that answers in the ways in which guests do, and in some in which they shouldn't.</summary>
public sealed class IncomingHttpP2Tests : IDisposable
{
    /// <summary>
    /// Does what the last letter of the path says: <c>n</c>othing, answer in <c>s</c>everal pieces, answer <c>t</c>wice, answer with an <c>e</c>rror, trap in the
    /// <c>m</c>iddle of the body, answer with the request's <c>b</c>ody.
    /// </summary>
    private const string Guest = $"""
        (component
          (import "wasi:io/error@0.2.0" (instance $errors (export "error" (type $error (sub resource)))))
          (alias export $errors "error" (type $error))
          (import "wasi:io/streams@0.2.0" (instance $streams
            (export "input-stream" (type $input-stream (sub resource)))
            (export "output-stream" (type $output-stream (sub resource)))
            (type $stream-error' (variant (case "last-operation-failed" (own $error)) (case "closed")))
            (export "stream-error" (type $stream-error (eq $stream-error')))
            (export "[method]output-stream.blocking-write-and-flush" (func
              (param "self" (borrow $output-stream)) (param "contents" (list u8)) (result (result (error $stream-error)))))
            (export "[method]output-stream.blocking-splice" (func
              (param "self" (borrow $output-stream)) (param "src" (borrow $input-stream)) (param "len" u64) (result (result u64 (error $stream-error)))))))
          (alias export $streams "input-stream" (type $input-stream))
          (alias export $streams "output-stream" (type $output-stream))
          (import "wasi:http/types@0.2.0" (instance $http
            {HttpErrorTypes.Text}
            (export "fields" (type $fields (sub resource)))
            (export "incoming-request" (type $incoming-request (sub resource)))
            (export "incoming-body" (type $incoming-body (sub resource)))
            (export "response-outparam" (type $response-outparam (sub resource)))
            (export "outgoing-response" (type $outgoing-response (sub resource)))
            (export "outgoing-body" (type $outgoing-body (sub resource)))
            (export "[constructor]fields" (func (result (own $fields))))
            (export "[method]incoming-request.path-with-query" (func (param "self" (borrow $incoming-request)) (result (option string))))
            (export "[method]incoming-request.consume" (func (param "self" (borrow $incoming-request)) (result (result (own $incoming-body)))))
            (export "[method]incoming-body.stream" (func (param "self" (borrow $incoming-body)) (result (result (own $input-stream)))))
            (export "[constructor]outgoing-response" (func (param "headers" (own $fields)) (result (own $outgoing-response))))
            (export "[method]outgoing-response.set-status-code" (func (param "self" (borrow $outgoing-response)) (param "status" u16) (result (result))))
            (export "[method]outgoing-response.body" (func (param "self" (borrow $outgoing-response)) (result (result (own $outgoing-body)))))
            (export "[method]outgoing-body.write" (func (param "self" (borrow $outgoing-body)) (result (result (own $output-stream)))))
            (export "[static]outgoing-body.finish" (func
              (param "this" (own $outgoing-body)) (param "trailers" (option (own $fields))) (result (result (error $error-code)))))
            (export "[static]response-outparam.set" (func
              (param "param" (own $response-outparam)) (param "response" (result (own $outgoing-response) (error $error-code)))))))
          (alias export $http "incoming-request" (type $incoming-request))
          (alias export $http "response-outparam" (type $response-outparam))
          (core module $Memory
            (memory (export "m") 1)
            (global $free (mut i32) (i32.const 4096))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
              (global.set $free (i32.and (i32.add (global.get $free) (i32.add (local.get 3) (i32.const 7))) (i32.const -8)))
              (i32.sub (global.get $free) (i32.and (i32.add (local.get 3) (i32.const 7)) (i32.const -8)))))
          (core instance $memory (instantiate $Memory))
          (core func $write-and-flush (canon lower (func $streams "[method]output-stream.blocking-write-and-flush") (memory (core memory $memory "m"))))
          (core func $splice (canon lower (func $streams "[method]output-stream.blocking-splice") (memory (core memory $memory "m"))))
          (core func $new-fields (canon lower (func $http "[constructor]fields")))
          (core func $path (canon lower (func $http "[method]incoming-request.path-with-query") (memory (core memory $memory "m")) (realloc (core func $memory "realloc"))))
          (core func $consume (canon lower (func $http "[method]incoming-request.consume") (memory (core memory $memory "m"))))
          (core func $stream (canon lower (func $http "[method]incoming-body.stream") (memory (core memory $memory "m"))))
          (core func $new-response (canon lower (func $http "[constructor]outgoing-response")))
          (core func $set-status (canon lower (func $http "[method]outgoing-response.set-status-code")))
          (core func $body (canon lower (func $http "[method]outgoing-response.body") (memory (core memory $memory "m"))))
          (core func $write (canon lower (func $http "[method]outgoing-body.write") (memory (core memory $memory "m"))))
          (core func $finish (canon lower (func $http "[static]outgoing-body.finish") (memory (core memory $memory "m")) (realloc (core func $memory "realloc"))))
          (core func $set (canon lower (func $http "[static]response-outparam.set") (memory (core memory $memory "m"))))
          (core func $drop-output (canon resource.drop $output-stream))
          (core module $M
            (import "" "m" (memory 1))
            (import "" "write-and-flush" (func $write-and-flush (param i32 i32 i32 i32)))
            (import "" "splice" (func $splice (param i32 i32 i64 i32)))
            (import "" "new-fields" (func $new-fields (result i32)))
            (import "" "path" (func $path (param i32 i32)))
            (import "" "consume" (func $consume (param i32 i32)))
            (import "" "stream" (func $stream (param i32 i32)))
            (import "" "new-response" (func $new-response (param i32) (result i32)))
            (import "" "set-status" (func $set-status (param i32 i32) (result i32)))
            (import "" "body" (func $body (param i32 i32)))
            (import "" "write" (func $write (param i32 i32)))
            (import "" "finish" (func $finish (param i32 i32 i32 i32)))
            (import "" "set" (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
            (import "" "drop-output" (func $drop-output (param i32)))
            (data (i32.const 16) "piece\n")
            (func $respond (param $out i32) (param $response i32)
              (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
            (func $piece (param $output i32) (call $write-and-flush (local.get $output) (i32.const 16) (i32.const 6) (i32.const 128)))
            ;; The stream of the request's body.
            (func $input (param $request i32) (result i32)
              (call $consume (local.get $request) (i32.const 128))
              (call $stream (i32.load (i32.const 132)) (i32.const 128))
              (i32.load (i32.const 132)))
            (func (export "handle") (param $request i32) (param $out i32) (local $what i32) (local $response i32) (local $body i32) (local $output i32) (local $input i32)
              (call $path (local.get $request) (i32.const 128))
              (local.set $what (i32.load8_u (i32.add (i32.load (i32.const 132)) (i32.sub (i32.load (i32.const 136)) (i32.const 1)))))
              (if (i32.eq (local.get $what) (i32.const 0x6e)) (then (return)))
              (if (i32.eq (local.get $what) (i32.const 0x65))
                (then
                  (call $set (local.get $out) (i32.const 1) (i32.const 36) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
                  (return)))
              (local.set $response (call $new-response (call $new-fields)))
              (drop (call $set-status (local.get $response) (i32.const 203)))
              (call $body (local.get $response) (i32.const 128))
              (local.set $body (i32.load (i32.const 132)))
              (call $respond (local.get $out) (local.get $response))
              (if (i32.eq (local.get $what) (i32.const 0x74)) (then (call $respond (local.get $out) (call $new-response (call $new-fields)))))
              (call $write (local.get $body) (i32.const 128))
              (local.set $output (i32.load (i32.const 132)))
              (if (i32.eq (local.get $what) (i32.const 0x62))
                (then
                  (local.set $input (call $input (local.get $request)))
                  (loop $more
                    (call $splice (local.get $output) (local.get $input) (i64.const 100) (i32.const 128))
                    (br_if $more (i32.eqz (i32.load8_u (i32.const 128))))))
                (else
                  (call $piece (local.get $output))
                  (if (i32.eq (local.get $what) (i32.const 0x6d)) (then unreachable))
                  (call $piece (local.get $output))
                  (call $piece (local.get $output))))
              (call $drop-output (local.get $output))
              (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 128))))
          (core instance $m (instantiate $M (with "" (instance
            (export "m" (memory $memory "m")) (export "write-and-flush" (func $write-and-flush)) (export "splice" (func $splice)) (export "new-fields" (func $new-fields))
            (export "path" (func $path)) (export "consume" (func $consume)) (export "stream" (func $stream)) (export "new-response" (func $new-response))
            (export "set-status" (func $set-status)) (export "body" (func $body)) (export "write" (func $write)) (export "finish" (func $finish)) (export "set" (func $set))
            (export "drop-output" (func $drop-output))))))
          (func $handle (param "request" (own $incoming-request)) (param "response-out" (own $response-outparam)) (canon lift (core func $m "handle")))
          (instance $handler (export "handle" (func $handle)))
          (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))
        """;

    private static readonly Engine Engine = new();
    private static readonly Component Compiled = Component.CompileText(Engine, Guest);

    // Far more than anything here takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WasiComponents _wasi = new(new WasiOptions());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wasi.Dispose();

    [Fact]
    public async Task A_body_comes_piece_by_piece()
    {
        using WasiHttpResponse response = await Answer("/s");
        Assert.Equal(203, response.Status);
        using MemoryStream body = new();
        await response.WriteBodyAsync(body, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Equal("piece\npiece\npiece\n", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public async Task A_body_is_sent_back()
    {
        byte[] sent = new byte[20_000];
        new System.Random(5).NextBytes(sent);
        using WasiHttpResponse response = await Answer("/b", new MemoryStream(sent));
        using MemoryStream body = new();
        await response.WriteBodyAsync(body, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Equal(sent, body.ToArray());
    }

    [Fact]
    public async Task A_guest_that_says_nothing_has_not_answered()
    {
        WasiHttpException failure = await Assert.ThrowsAsync<WasiHttpException>(() => Answer("/n"));
        Assert.Contains("without a response", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_is_told() => Assert.Contains("loop", (await Assert.ThrowsAsync<WasiHttpException>(() => Answer("/e"))).Message, StringComparison.OrdinalIgnoreCase);

    [Theory, InlineData("/t"), InlineData("/m")]
    public async Task A_trap_ends_the_response_wherever_it_is(string path)
    {
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using WasiHttpResponse response = await Answer(path);
            Assert.Equal(203, response.Status);
            await response.WriteBodyAsync(new MemoryStream(), Cancellation).WaitAsync(Patience, Cancellation);
        });
        Assert.True(failure is TrapException or IOException, failure.ToString());
    }

    [Fact]
    public async Task An_instance_of_a_pool_answers_as_a_new_one_whatever_the_last_request_did()
    {
        var linker = new ComponentLinker(Engine);
        _wasi.AddTo(linker);
        using ComponentPool pool = linker.CreatePool(Compiled, new ComponentPoolOptions { MaxSize = 1 });
        Assert.Null(pool.Obstacle);
        foreach (string path in Enumerable.Repeat<string[]>(["/s", "/s", "/b", "/e", "/n", "/t", "/m", "/abandoned?s"], 5).SelectMany(paths => paths))
        {
            using PooledComponentInstance instance = await pool.RentAsync(cancellation: Cancellation);
            var body = new WatchedStream();
            try
            {
                using WasiHttpResponse response = await Answer(new WasiHttpHandler(instance.Instance), path, body);
                if (path.StartsWith("/abandoned", StringComparison.Ordinal)) continue;
                using MemoryStream answer = new();
                await response.WriteBodyAsync(answer, Cancellation).WaitAsync(Patience, Cancellation);
                Assert.Equal(path == "/b" ? "body" : "piece\npiece\npiece\n", Encoding.UTF8.GetString(answer.ToArray()));
            }
            catch (Exception failure) when (failure is WasiHttpException or TrapException or IOException)
            {
                Assert.Contains(path, (string[])["/e", "/n", "/t", "/m"]);
            }
            finally
            {
                instance.Dispose();
                await body.Disposed.Task.WaitAsync(Patience, Cancellation);
            }
        }
    }

    private Task<WasiHttpResponse> Answer(string path, Stream? body = null)
    {
        var linker = new ComponentLinker(Engine);
        _wasi.AddTo(linker);
        var handler = new WasiHttpHandler(linker.Instantiate(Compiled));
        Assert.False(handler.IsConcurrent);
        return Answer(handler, path, body ?? Stream.Null);
    }

    private static Task<WasiHttpResponse> Answer(WasiHttpHandler handler, string path, Stream body) => handler.HandleAsync(
        new WasiHttpRequest { Method = "GET", Scheme = "http", Authority = "example.com", PathWithQuery = path, Body = body }, Cancellation).WaitAsync(Patience, Cancellation);

    /// <summary>A body that tells when nobody wants it any more.</summary>
    private sealed class WatchedStream() : MemoryStream(Encoding.UTF8.GetBytes("body"))
    {
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override void Dispose(bool disposing)
        {
            Disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
