namespace Caisson.Tests;

/// <summary>The errors of wasi:http, the same in 0.2 and 0.3, for guests in the text format that import its types.</summary>
internal static class HttpErrorTypes
{
    /// <summary>Declarations within the type of the instance; the last is <c>$error-code</c>.</summary>
    public const string Text = """
        (type $dns (record (field "rcode" (option string)) (field "info-code" (option u16))))
        (export "DNS-error-payload" (type $dns' (eq $dns)))
        (type $alert (record (field "alert-id" (option u8)) (field "alert-message" (option string))))
        (export "TLS-alert-received-payload" (type $alert' (eq $alert)))
        (type $size (record (field "field-name" (option string)) (field "field-size" (option u32))))
        (export "field-size-payload" (type $size' (eq $size)))
        (type $code (variant (case "DNS-timeout") (case "DNS-error" $dns') (case "destination-not-found") (case "destination-unavailable") (case "destination-IP-prohibited")
          (case "destination-IP-unroutable") (case "connection-refused") (case "connection-terminated") (case "connection-timeout") (case "connection-read-timeout")
          (case "connection-write-timeout") (case "connection-limit-reached") (case "TLS-protocol-error") (case "TLS-certificate-error") (case "TLS-alert-received" $alert')
          (case "HTTP-request-denied") (case "HTTP-request-length-required") (case "HTTP-request-body-size" (option u64)) (case "HTTP-request-method-invalid")
          (case "HTTP-request-URI-invalid") (case "HTTP-request-URI-too-long") (case "HTTP-request-header-section-size" (option u32))
          (case "HTTP-request-header-size" (option $size')) (case "HTTP-request-trailer-section-size" (option u32)) (case "HTTP-request-trailer-size" $size')
          (case "HTTP-response-incomplete") (case "HTTP-response-header-section-size" (option u32)) (case "HTTP-response-header-size" $size')
          (case "HTTP-response-body-size" (option u64)) (case "HTTP-response-trailer-section-size" (option u32)) (case "HTTP-response-trailer-size" $size')
          (case "HTTP-response-transfer-coding" (option string)) (case "HTTP-response-content-coding" (option string)) (case "HTTP-response-timeout")
          (case "HTTP-upgrade-failed") (case "HTTP-protocol-error") (case "loop-detected") (case "configuration-error") (case "internal-error" (option string))))
        (export "error-code" (type $error-code (eq $code)))
        """;
}
