using Caisson.Tests;

namespace Caisson.Wasi.Tests.Components;

/// <summary>wasi:http 0.2, as <see cref="PassingGuest"/> imports it.</summary>
internal static class HttpInterfacesP2
{
    public static PassedInterface[] Outgoing { get; } =
    [
        new(
            "http/types@0.2.0",
            HttpErrorTypes.Text + """

                (export "fields" (type $fields (sub resource)))
                (export "outgoing-request" (type $outgoing-request (sub resource)))
                (export "outgoing-body" (type $outgoing-body (sub resource)))
                (export "request-options" (type $request-options (sub resource)))
                (export "future-incoming-response" (type $future-incoming-response (sub resource)))
                (export "incoming-response" (type $incoming-response (sub resource)))
                (export "incoming-body" (type $incoming-body (sub resource)))
                (export "future-trailers" (type $future-trailers (sub resource)))
                (type $header (variant (case "invalid-syntax") (case "forbidden") (case "immutable")))
                (export "header-error" (type $header-error (eq $header)))
                (type $methods (variant (case "get") (case "head") (case "post") (case "put") (case "delete") (case "connect") (case "options") (case "trace") (case "patch")
                  (case "other" string)))
                (export "method" (type $method (eq $methods)))
                (type $schemes (variant (case "HTTP") (case "HTTPS") (case "other" string)))
                (export "scheme" (type $scheme (eq $schemes)))
                """,
            [
                "error-code", "fields", "outgoing-request", "outgoing-body", "request-options", "future-incoming-response", "incoming-response", "incoming-body", "future-trailers",
                "header-error", "method", "scheme",
            ],
            new("[constructor]fields", "(result (own $fields))", ">i"),
            new("[static]fields.from-list", "(param \"entries\" (list (tuple string (list u8)))) (result (result (own $fields) (error $header-error)))", "ii>p"),
            new("[method]fields.get", "(param \"self\" (borrow $fields)) (param \"name\" string) (result (list (list u8)))", "bii>p", "fields"),
            new("[method]fields.has", "(param \"self\" (borrow $fields)) (param \"name\" string) (result bool)", "bii>i", "fields"),
            new(
                "[method]fields.append",
                "(param \"self\" (borrow $fields)) (param \"name\" string) (param \"value\" (list u8)) (result (result (error $header-error)))",
                "biiii>p",
                "fields"),
            new("[method]fields.delete", "(param \"self\" (borrow $fields)) (param \"name\" string) (result (result (error $header-error)))", "bii>p", "fields"),
            new("[method]fields.clone", "(param \"self\" (borrow $fields)) (result (own $fields))", "b>i", "fields"),
            new("[constructor]outgoing-request", "(param \"headers\" (own $fields)) (result (own $outgoing-request))", "i>i"),
            new("[method]outgoing-request.set-method", "(param \"self\" (borrow $outgoing-request)) (param \"method\" $method) (result (result))", "biii>i", "outgoing-request"),
            new(
                "[method]outgoing-request.set-path-with-query",
                "(param \"self\" (borrow $outgoing-request)) (param \"path\" (option string)) (result (result))",
                "biii>i",
                "outgoing-request"),
            new(
                "[method]outgoing-request.set-scheme", "(param \"self\" (borrow $outgoing-request)) (param \"scheme\" (option $scheme)) (result (result))", "biiii>i", "outgoing-request"),
            new(
                "[method]outgoing-request.set-authority",
                "(param \"self\" (borrow $outgoing-request)) (param \"authority\" (option string)) (result (result))",
                "biii>i",
                "outgoing-request"),
            new("[method]outgoing-request.headers", "(param \"self\" (borrow $outgoing-request)) (result (own $fields))", "b>i", "outgoing-request"),
            new("[method]outgoing-request.body", "(param \"self\" (borrow $outgoing-request)) (result (result (own $outgoing-body)))", "b>p", "outgoing-request"),
            new("[method]outgoing-body.write", "(param \"self\" (borrow $outgoing-body)) (result (result (own $output-stream)))", "b>p", "outgoing-body"),
            new(
                "[static]outgoing-body.finish",
                "(param \"this\" (own $outgoing-body)) (param \"trailers\" (option (own $fields))) (result (result (error $error-code)))",
                "iii>p"),
            new("[constructor]request-options", "(result (own $request-options))", ">i"),
            new(
                "[method]request-options.set-first-byte-timeout",
                "(param \"self\" (borrow $request-options)) (param \"duration\" (option u64)) (result (result))",
                "bil>i",
                "request-options"),
            new("[method]request-options.first-byte-timeout", "(param \"self\" (borrow $request-options)) (result (option u64))", "b>p", "request-options"),
            new("[method]future-incoming-response.subscribe", "(param \"self\" (borrow $future-incoming-response)) (result (own $pollable))", "b>i", "future-incoming-response"),
            new(
                "[method]future-incoming-response.get",
                "(param \"self\" (borrow $future-incoming-response)) (result (option (result (result (own $incoming-response) (error $error-code)))))",
                "b>p",
                "future-incoming-response"),
            new("[method]incoming-response.status", "(param \"self\" (borrow $incoming-response)) (result u16)", "b>i", "incoming-response"),
            new("[method]incoming-response.headers", "(param \"self\" (borrow $incoming-response)) (result (own $fields))", "b>i", "incoming-response"),
            new("[method]incoming-response.consume", "(param \"self\" (borrow $incoming-response)) (result (result (own $incoming-body)))", "b>p", "incoming-response"),
            new("[method]incoming-body.stream", "(param \"self\" (borrow $incoming-body)) (result (result (own $input-stream)))", "b>p", "incoming-body"),
            new("[static]incoming-body.finish", "(param \"this\" (own $incoming-body)) (result (own $future-trailers))", "i>i"),
            new("[method]future-trailers.subscribe", "(param \"self\" (borrow $future-trailers)) (result (own $pollable))", "b>i", "future-trailers"),
            new(
                "[method]future-trailers.get",
                "(param \"self\" (borrow $future-trailers)) (result (option (result (result (option (own $fields)) (error $error-code)))))",
                "b>p",
                "future-trailers")),
        new("http/outgoing-handler@0.2.0", "", [],
            new PassedFunction(
                "handle",
                "(param \"request\" (own $outgoing-request)) (param \"options\" (option (own $request-options))) (result (result (own $future-incoming-response) (error $error-code)))",
                "iii>p")),
    ];
}
