using System.Net;
using Caisson.Components.Composition;
using Caisson.Components.Linking;
using Caisson.Components.Text;
using Caisson.Runtime;
using Caisson.Tests;
using Caisson.Wasi;

namespace Caisson.Cli.Tests.WasiSuite;

/// <summary>wasi:http/middleware 0.3: a component that passes requests on to the next handler, and changes the responses, composed with a service of the wasi-testsuite.</summary>
public sealed class MiddlewareTests
{
    private const string Service = "suites/wasi-testsuite/tests/rust/testsuite/wasm32-wasip3/http-service-echo.wasm";

    /// <summary>Waits for the next handler, on a stack of its own, and adds 1 to the status.</summary>
    private const string Middleware = $"""
        (component
          (import "wasi:http/types@0.3.0" (instance $http
            {HttpErrorTypes.Text}
            (export "request" (type $request (sub resource)))
            (export "response" (type $response (sub resource)))
            (export "[method]response.get-status-code" (func (param "self" (borrow $response)) (result u16)))
            (export "[method]response.set-status-code" (func (param "self" (borrow $response)) (param "status-code" u16) (result (result))))))
          (alias export $http "error-code" (type $error))
          (alias export $http "request" (type $request))
          (alias export $http "response" (type $response))
          (import "wasi:http/handler@0.3.0" (instance $next
            (alias outer 1 $request (type $q)) (alias outer 1 $response (type $r)) (alias outer 1 $error (type $e))
            (export "request" (type $request (eq $q))) (export "response" (type $response (eq $r))) (export "error-code" (type $error (eq $e)))
            (export "handle" (func async (param "request" (own $request)) (result (result (own $response) (error $error)))))))
          (core module $Memory
            (memory (export "m") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096)))
          (core instance $memory (instantiate $Memory))
          (core func $handle (canon lower (func $next "handle") (memory (core memory $memory "m")) (realloc (core func $memory "realloc"))))
          (core func $status (canon lower (func $http "[method]response.get-status-code")))
          (core func $set-status (canon lower (func $http "[method]response.set-status-code")))
          (core func $return (canon task.return (result (result (own $response) (error $error))) (memory (core memory $memory "m"))))
          (core module $Main
            (import "" "m" (memory 1))
            (import "" "handle" (func $handle (param $request i32) (param $result i32)))
            (import "" "status" (func $status (param $response i32) (result i32)))
            (import "" "set-status" (func $set-status (param $response i32) (param $status i32) (result i32)))
            (import "" "return" (func $return (param $is-error i32) (param i32 i32 i64 i32 i32 i32 i32)))
            (func (export "handle") (param $request i32) (local $response i32)
              (call $handle (local.get $request) (i32.const 0))
              (if (i32.load8_u (i32.const 0)) (then (unreachable)))
              (local.set $response (i32.load (i32.const 8)))
              (drop (call $set-status (local.get $response) (i32.add (call $status (local.get $response)) (i32.const 1))))
              (call $return (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))))
          (core instance $main (instantiate $Main (with "" (instance
            (export "m" (memory $memory "m")) (export "handle" (func $handle)) (export "status" (func $status)) (export "set-status" (func $set-status)) (export "return" (func $return))))))
          (func $handle' async (param "request" (own $request)) (result (result (own $response) (error $error)))
            (canon lift (core func $main "handle") async (memory (core memory $memory "m"))))
          (instance $out (export "request" (type $request)) (export "response" (type $response)) (export "error-code" (type $error)) (export "handle" (func $handle')))
          (export "wasi:http/handler@0.3.0" (instance $out)))
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Requests_and_bodies_pass_through_a_chain(int layers)
    {
        var composer = new ComponentComposer();
        byte[] chain = await File.ReadAllBytesAsync(Suites.Find(Service), Cancellation);
        for (int i = 0; i < layers; i++) chain = composer.Plug(composer.Load("middleware", ComponentParser.Parse(Middleware)), composer.Load("next", chain));

        var engine = new Engine();
        var linker = new ComponentLinker(engine);
        new WasiComponents(new WasiOptions()).AddTo(linker);
        var handler = new WasiHttpHandler(linker.Instantiate(Component.Compile(engine, chain)));
        byte[] sent = new byte[100_000];
        new Random(7).NextBytes(sent);
        using WasiHttpResponse response = await handler.HandleAsync(
            new WasiHttpRequest { Method = "POST", Scheme = "http", Authority = "example.com", PathWithQuery = "/echo", Body = new MemoryStream(sent) }, Cancellation);
        Assert.Equal((int)HttpStatusCode.OK + layers, response.Status);
        using MemoryStream body = new();
        await response.WriteBodyAsync(body, Cancellation);
        Assert.Equal(sent, body.ToArray());
    }
}
