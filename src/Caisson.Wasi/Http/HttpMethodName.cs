namespace Caisson.Wasi.Http;

/// <summary>The methods that the interface has cases for, in its order.</summary>
internal static class HttpMethodName
{
    private static readonly string[] Known = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    /// <summary>The name of a case.</summary>
    public static string Of(int known) => Known[known];

    /// <summary>The case of a name; -1 where it is one of its own.</summary>
    public static int Find(string name) => Array.IndexOf(Known, name);

    /// <summary>How many cases there are.</summary>
    public static int Count => Known.Length;
}
