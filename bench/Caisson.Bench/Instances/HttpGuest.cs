using Caisson.Components.Text;
using Caisson.Tests;

namespace Caisson.Bench.Instances;

/// <summary>A component with 1 MiB of memory that answers each request of <c>wasi:http</c> 0.2 with a few bytes, after it has written to some pages.</summary>
internal static class HttpGuest
{
    /// <summary>The component.</summary>
    public static byte[] Make() => ComponentParser.Parse($"""
        (component
          (import "wasi:io/error@0.2.0" (instance $errors (export "error" (type $error (sub resource)))))
          (alias export $errors "error" (type $error))
          (import "wasi:io/streams@0.2.0" (instance $streams
            (export "output-stream" (type $output-stream (sub resource)))
            (type $stream-error' (variant (case "last-operation-failed" (own $error)) (case "closed")))
            (export "stream-error" (type $stream-error (eq $stream-error')))
            (export "[method]output-stream.blocking-write-and-flush" (func
              (param "self" (borrow $output-stream)) (param "contents" (list u8)) (result (result (error $stream-error)))))))
          (alias export $streams "output-stream" (type $output-stream))
          (import "wasi:http/types@0.2.0" (instance $http
            {HttpErrorTypes.Text}
            (export "fields" (type $fields (sub resource)))
            (export "incoming-request" (type $incoming-request (sub resource)))
            (export "response-outparam" (type $response-outparam (sub resource)))
            (export "outgoing-response" (type $outgoing-response (sub resource)))
            (export "outgoing-body" (type $outgoing-body (sub resource)))
            (export "[constructor]fields" (func (result (own $fields))))
            (export "[constructor]outgoing-response" (func (param "headers" (own $fields)) (result (own $outgoing-response))))
            (export "[method]outgoing-response.body" (func (param "self" (borrow $outgoing-response)) (result (result (own $outgoing-body)))))
            (export "[method]outgoing-body.write" (func (param "self" (borrow $outgoing-body)) (result (result (own $output-stream)))))
            (export "[static]outgoing-body.finish" (func
              (param "this" (own $outgoing-body)) (param "trailers" (option (own $fields))) (result (result (error $error-code)))))
            (export "[static]response-outparam.set" (func
              (param "param" (own $response-outparam)) (param "response" (result (own $outgoing-response) (error $error-code)))))))
          (alias export $http "incoming-request" (type $incoming-request))
          (alias export $http "response-outparam" (type $response-outparam))
          (core module $Memory (memory (export "m") 16) (data (i32.const 0) "hello")
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 65536)))
          (core instance $memory (instantiate $Memory))
          (core func $write-and-flush (canon lower (func $streams "[method]output-stream.blocking-write-and-flush") (memory (core memory $memory "m"))))
          (core func $new-fields (canon lower (func $http "[constructor]fields")))
          (core func $new-response (canon lower (func $http "[constructor]outgoing-response")))
          (core func $body (canon lower (func $http "[method]outgoing-response.body") (memory (core memory $memory "m"))))
          (core func $write (canon lower (func $http "[method]outgoing-body.write") (memory (core memory $memory "m"))))
          (core func $finish (canon lower (func $http "[static]outgoing-body.finish") (memory (core memory $memory "m")) (realloc (core func $memory "realloc"))))
          (core func $set (canon lower (func $http "[static]response-outparam.set") (memory (core memory $memory "m"))))
          (core func $drop-output (canon resource.drop $output-stream))
          (core module $M
            (import "" "m" (memory 16))
            (import "" "write-and-flush" (func $write-and-flush (param i32 i32 i32 i32)))
            (import "" "new-fields" (func $new-fields (result i32)))
            (import "" "new-response" (func $new-response (param i32) (result i32)))
            (import "" "body" (func $body (param i32 i32)))
            (import "" "write" (func $write (param i32 i32)))
            (import "" "finish" (func $finish (param i32 i32 i32 i32)))
            (import "" "set" (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
            (import "" "drop-output" (func $drop-output (param i32)))
            (func (export "handle") (param $request i32) (param $out i32) (local $at i32) (local $response i32) (local $body i32)
              (loop $more
                (i32.store offset=131072 (local.get $at) (i32.const 1))
                (br_if $more (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 65536))) (i32.const 655360))))
              (local.set $response (call $new-response (call $new-fields)))
              (call $body (local.get $response) (i32.const 128))
              (local.set $body (i32.load (i32.const 132)))
              (call $set (local.get $out) (i32.const 0) (local.get $response) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
              (call $write (local.get $body) (i32.const 128))
              (call $write-and-flush (i32.load (i32.const 132)) (i32.const 0) (i32.const 5) (i32.const 128))
              (call $drop-output (i32.load (i32.const 132)))
              (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 128))))
          (core instance $m (instantiate $M (with "" (instance
            (export "m" (memory $memory "m")) (export "write-and-flush" (func $write-and-flush)) (export "new-fields" (func $new-fields)) (export "new-response" (func $new-response))
            (export "body" (func $body)) (export "write" (func $write)) (export "finish" (func $finish)) (export "set" (func $set)) (export "drop-output" (func $drop-output))))))
          (func $handle (param "request" (own $incoming-request)) (param "response-out" (own $response-outparam)) (canon lift (core func $m "handle")))
          (instance $handler (export "handle" (func $handle)))
          (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))
        """);
}
