namespace Caisson.Wasi.Tests.Components;

/// <summary>Interfaces of WASI 0.2, and of the drafts, as <see cref="PassingGuest"/> imports them.</summary>
internal static class Interfaces
{
    private const string StreamError = "(result (error $stream-error))";

    public static PassedInterface Error { get; } = new("io/error@0.2.0", "(export \"error\" (type $error (sub resource)))", ["error"]);

    public static PassedInterface Poll { get; } = new(
        "io/poll@0.2.0",
        "(export \"pollable\" (type $pollable (sub resource)))",
        ["pollable"],
        new("[method]pollable.ready", "(param \"self\" (borrow $pollable)) (result bool)", "b>i", "pollable"),
        new("[method]pollable.block", "(param \"self\" (borrow $pollable))", "b>", "pollable"),
        new("poll", "(param \"in\" (list (borrow $pollable))) (result (list u32))", "Bi>p", "pollable"));

    public static PassedInterface Streams { get; } = new(
        "io/streams@0.2.0",
        """
        (export "input-stream" (type $input-stream (sub resource)))
        (export "output-stream" (type $output-stream (sub resource)))
        (type $stream-error' (variant (case "last-operation-failed" (own $error)) (case "closed")))
        (export "stream-error" (type $stream-error (eq $stream-error')))
        """,
        ["input-stream", "output-stream", "stream-error"],
        new("[method]input-stream.read", "(param \"self\" (borrow $input-stream)) (param \"len\" u64) (result (result (list u8) (error $stream-error)))", "bl>p", "input-stream"),
        new("[method]input-stream.blocking-read", "(param \"self\" (borrow $input-stream)) (param \"len\" u64) (result (result (list u8) (error $stream-error)))", "bl>p", "input-stream"),
        new("[method]input-stream.blocking-skip", "(param \"self\" (borrow $input-stream)) (param \"len\" u64) (result (result u64 (error $stream-error)))", "bl>p", "input-stream"),
        new("[method]input-stream.subscribe", "(param \"self\" (borrow $input-stream)) (result (own $pollable))", "b>i", "input-stream"),
        new("[method]output-stream.check-write", "(param \"self\" (borrow $output-stream)) (result (result u64 (error $stream-error)))", "b>p", "output-stream"),
        new("[method]output-stream.write", $"(param \"self\" (borrow $output-stream)) (param \"contents\" (list u8)) (result {StreamError})", "bii>p", "output-stream"),
        new("[method]output-stream.blocking-write-and-flush", $"(param \"self\" (borrow $output-stream)) (param \"contents\" (list u8)) (result {StreamError})", "bii>p", "output-stream"),
        new("[method]output-stream.flush", $"(param \"self\" (borrow $output-stream)) (result {StreamError})", "b>p", "output-stream"),
        new("[method]output-stream.blocking-flush", $"(param \"self\" (borrow $output-stream)) (result {StreamError})", "b>p", "output-stream"),
        new("[method]output-stream.subscribe", "(param \"self\" (borrow $output-stream)) (result (own $pollable))", "b>i", "output-stream"),
        new("[method]output-stream.blocking-write-zeroes-and-flush", $"(param \"self\" (borrow $output-stream)) (param \"len\" u64) (result {StreamError})", "bl>p", "output-stream"),
        new(
            "[method]output-stream.blocking-splice",
            "(param \"self\" (borrow $output-stream)) (param \"src\" (borrow $input-stream)) (param \"len\" u64) (result (result u64 (error $stream-error)))",
            "bbl>p",
            "output-stream",
            "input-stream"));

    public static PassedInterface Stdin { get; } = new(
        "cli/stdin@0.2.0", "", [], new PassedFunction("get-stdin", "(result (own $input-stream))", ">i"));

    public static PassedInterface Stdout { get; } = new(
        "cli/stdout@0.2.0", "", [], new PassedFunction("get-stdout", "(result (own $output-stream))", ">i"));

    public static PassedInterface[] Io { get; } = [Error, Poll, Streams];

    public static PassedInterface[] Sockets { get; } =
    [
        new(
            "sockets/network@0.2.0",
            """
            (export "network" (type $network (sub resource)))
            (type $code (enum "unknown" "access-denied" "not-supported" "invalid-argument" "out-of-memory" "timeout" "concurrency-conflict" "not-in-progress" "would-block"
              "invalid-state" "new-socket-limit" "address-not-bindable" "address-in-use" "remote-unreachable" "connection-refused" "connection-reset" "connection-aborted"
              "datagram-too-large" "name-unresolvable" "temporary-resolver-failure" "permanent-resolver-failure"))
            (export "error-code" (type $network-error (eq $code)))
            (type $family (enum "ipv4" "ipv6"))
            (export "ip-address-family" (type $ip-address-family (eq $family)))
            (type $four (tuple u8 u8 u8 u8))
            (type $eight (tuple u16 u16 u16 u16 u16 u16 u16 u16))
            (type $ip (variant (case "ipv4" $four) (case "ipv6" $eight)))
            (export "ip-address" (type $ip-address (eq $ip)))
            (type $v4 (record (field "port" u16) (field "address" $four)))
            (export "ipv4-socket-address" (type $v4' (eq $v4)))
            (type $v6 (record (field "port" u16) (field "flow-info" u32) (field "address" $eight) (field "scope-id" u32)))
            (export "ipv6-socket-address" (type $v6' (eq $v6)))
            (type $end (variant (case "ipv4" $v4') (case "ipv6" $v6')))
            (export "ip-socket-address" (type $ip-socket-address (eq $end)))
            """,
            ["network", "error-code", "ip-address-family", "ip-address", "ip-socket-address"]),
        new("sockets/instance-network@0.2.0", "", [], new PassedFunction("instance-network", "(result (own $network))", ">i")),
        new(
            "sockets/tcp@0.2.0",
            """
            (export "tcp-socket" (type $tcp-socket (sub resource)))
            (type $shutdown (enum "receive" "send" "both"))
            (export "shutdown-type" (type $shutdown-type (eq $shutdown)))
            """,
            ["tcp-socket", "shutdown-type"],
            Start("tcp", "start-bind"),
            Step("tcp", "finish-bind"),
            Start("tcp", "start-connect"),
            new(
                "[method]tcp-socket.finish-connect",
                "(param \"self\" (borrow $tcp-socket)) (result (result (tuple (own $input-stream) (own $output-stream)) (error $error-code)))",
                "b>p",
                "tcp-socket"),
            Step("tcp", "start-listen"),
            Step("tcp", "finish-listen"),
            new(
                "[method]tcp-socket.accept",
                "(param \"self\" (borrow $tcp-socket)) (result (result (tuple (own $tcp-socket) (own $input-stream) (own $output-stream)) (error $error-code)))",
                "b>p",
                "tcp-socket"),
            Get("tcp", "local-address", "$ip-socket-address"),
            Get("tcp", "remote-address", "$ip-socket-address"),
            new("[method]tcp-socket.is-listening", "(param \"self\" (borrow $tcp-socket)) (result bool)", "b>i", "tcp-socket"),
            Set("tcp", "set-listen-backlog-size", "u64", "l"),
            Get("tcp", "keep-alive-enabled", "bool"),
            Set("tcp", "set-keep-alive-enabled", "bool", "i"),
            Get("tcp", "keep-alive-count", "u32"),
            Set("tcp", "set-keep-alive-count", "u32", "i"),
            Get("tcp", "hop-limit", "u8"),
            Set("tcp", "set-hop-limit", "u8", "i"),
            Get("tcp", "receive-buffer-size", "u64"),
            Set("tcp", "set-receive-buffer-size", "u64", "l"),
            new("[method]tcp-socket.subscribe", "(param \"self\" (borrow $tcp-socket)) (result (own $pollable))", "b>i", "tcp-socket"),
            Set("tcp", "shutdown", "$shutdown-type", "i")),
        new("sockets/tcp-create-socket@0.2.0", "", [],
            new PassedFunction("create-tcp-socket", "(param \"address-family\" $ip-address-family) (result (result (own $tcp-socket) (error $error-code)))", "i>p")),
        new(
            "sockets/udp@0.2.0",
            """
            (export "udp-socket" (type $udp-socket (sub resource)))
            (export "incoming-datagram-stream" (type $incoming-datagram-stream (sub resource)))
            (export "outgoing-datagram-stream" (type $outgoing-datagram-stream (sub resource)))
            (type $incoming (record (field "data" (list u8)) (field "remote-address" $ip-socket-address)))
            (export "incoming-datagram" (type $incoming-datagram (eq $incoming)))
            (type $outgoing (record (field "data" (list u8)) (field "remote-address" (option $ip-socket-address))))
            (export "outgoing-datagram" (type $outgoing-datagram (eq $outgoing)))
            """,
            ["udp-socket", "incoming-datagram-stream", "outgoing-datagram-stream", "incoming-datagram", "outgoing-datagram"],
            Start("udp", "start-bind"),
            Step("udp", "finish-bind"),
            new(
                "[method]udp-socket.stream",
                "(param \"self\" (borrow $udp-socket)) (param \"remote-address\" (option $ip-socket-address)) " +
                "(result (result (tuple (own $incoming-datagram-stream) (own $outgoing-datagram-stream)) (error $error-code)))",
                "biiiiiiiiiiiii>p",
                "udp-socket"),
            Get("udp", "local-address", "$ip-socket-address"),
            Get("udp", "remote-address", "$ip-socket-address"),
            new(
                "[method]incoming-datagram-stream.receive",
                "(param \"self\" (borrow $incoming-datagram-stream)) (param \"max-results\" u64) (result (result (list $incoming-datagram) (error $error-code)))",
                "bl>p",
                "incoming-datagram-stream"),
            new("[method]incoming-datagram-stream.subscribe", "(param \"self\" (borrow $incoming-datagram-stream)) (result (own $pollable))", "b>i", "incoming-datagram-stream"),
            new("[method]outgoing-datagram-stream.check-send", "(param \"self\" (borrow $outgoing-datagram-stream)) (result (result u64 (error $error-code)))", "b>p", "outgoing-datagram-stream"),
            new(
                "[method]outgoing-datagram-stream.send",
                "(param \"self\" (borrow $outgoing-datagram-stream)) (param \"datagrams\" (list $outgoing-datagram)) (result (result u64 (error $error-code)))",
                "bii>p",
                "outgoing-datagram-stream")),
        new("sockets/udp-create-socket@0.2.0", "", [],
            new PassedFunction("create-udp-socket", "(param \"address-family\" $ip-address-family) (result (result (own $udp-socket) (error $error-code)))", "i>p")),
        new(
            "sockets/ip-name-lookup@0.2.0",
            "(export \"resolve-address-stream\" (type $resolve-address-stream (sub resource)))",
            ["resolve-address-stream"],
            new(
                "resolve-addresses",
                "(param \"network\" (borrow $network)) (param \"name\" string) (result (result (own $resolve-address-stream) (error $error-code)))",
                "bii>p",
                "network"),
            new(
                "[method]resolve-address-stream.resolve-next-address",
                "(param \"self\" (borrow $resolve-address-stream)) (result (result (option $ip-address) (error $error-code)))",
                "b>p",
                "resolve-address-stream"),
            new("[method]resolve-address-stream.subscribe", "(param \"self\" (borrow $resolve-address-stream)) (result (own $pollable))", "b>i", "resolve-address-stream")),
    ];

    public static PassedInterface Config { get; } = new(
        "config/store@0.2.0-rc.1",
        """
        (type $failure (variant (case "upstream" string) (case "io" string)))
        (export "error" (type $error (eq $failure)))
        """,
        ["error"],
        new("get", "(param \"key\" string) (result (result (option string) (error $error)))", "ii>p"),
        new("get-all", "(result (result (list (tuple string string)) (error $error)))", ">p"));

    public static PassedInterface[] KeyValue { get; } =
    [
        new(
            "keyvalue/store@0.2.0-draft",
            """
            (export "bucket" (type $bucket (sub resource)))
            (type $failure (variant (case "no-such-store") (case "access-denied") (case "other" string)))
            (export "error" (type $error (eq $failure)))
            (type $response (record (field "keys" (list string)) (field "cursor" (option u64))))
            (export "key-response" (type $key-response (eq $response)))
            """,
            ["bucket", "error", "key-response"],
            new("open", "(param \"identifier\" string) (result (result (own $bucket) (error $error)))", "ii>p"),
            new("[method]bucket.get", "(param \"self\" (borrow $bucket)) (param \"key\" string) (result (result (option (list u8)) (error $error)))", "bii>p", "bucket"),
            new("[method]bucket.set", "(param \"self\" (borrow $bucket)) (param \"key\" string) (param \"value\" (list u8)) (result (result (error $error)))", "biiii>p", "bucket"),
            new("[method]bucket.delete", "(param \"self\" (borrow $bucket)) (param \"key\" string) (result (result (error $error)))", "bii>p", "bucket"),
            new("[method]bucket.exists", "(param \"self\" (borrow $bucket)) (param \"key\" string) (result (result bool (error $error)))", "bii>p", "bucket"),
            new("[method]bucket.list-keys", "(param \"self\" (borrow $bucket)) (param \"cursor\" (option u64)) (result (result $key-response (error $error)))", "bil>p", "bucket")),
        new(
            "keyvalue/atomics@0.2.0-draft",
            "",
            [],
            new PassedFunction("increment", "(param \"bucket\" (borrow $bucket)) (param \"key\" string) (param \"delta\" u64) (result (result u64 (error $error)))", "biil>p", "bucket")),
        new(
            "keyvalue/batch@0.2.0-draft",
            "",
            [],
            new PassedFunction(
                "get-many",
                "(param \"bucket\" (borrow $bucket)) (param \"keys\" (list string)) (result (result (list (option (tuple string (list u8)))) (error $error)))",
                "bii>p",
                "bucket"),
            new("set-many", "(param \"bucket\" (borrow $bucket)) (param \"key-values\" (list (tuple string (list u8)))) (result (result (error $error)))", "bii>p", "bucket"),
            new("delete-many", "(param \"bucket\" (borrow $bucket)) (param \"keys\" (list string)) (result (result (error $error)))", "bii>p", "bucket")),
    ];

    private static PassedFunction Start(string kind, string name) => new(
        $"[method]{kind}-socket.{name}",
        $"(param \"self\" (borrow ${kind}-socket)) (param \"network\" (borrow $network)) (param \"address\" $ip-socket-address) (result (result (error $error-code)))",
        "bbiiiiiiiiiiii>p",
        $"{kind}-socket",
        "network");

    private static PassedFunction Step(string kind, string name) =>
        new($"[method]{kind}-socket.{name}", $"(param \"self\" (borrow ${kind}-socket)) (result (result (error $error-code)))", "b>p", $"{kind}-socket");

    private static PassedFunction Get(string kind, string name, string type) =>
        new($"[method]{kind}-socket.{name}", $"(param \"self\" (borrow ${kind}-socket)) (result (result {type} (error $error-code)))", "b>p", $"{kind}-socket");

    private static PassedFunction Set(string kind, string name, string type, string flat) =>
        new($"[method]{kind}-socket.{name}", $"(param \"self\" (borrow ${kind}-socket)) (param \"value\" {type}) (result (result (error $error-code)))", $"b{flat}>p", $"{kind}-socket");
}
