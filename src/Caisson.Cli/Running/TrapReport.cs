using Caisson.Cli.Output;
using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>Turns a trap, or an exception that nobody caught, into a <see cref="Failure"/>: the message, the wasm stack, and what it usually means.</summary>
internal static class TrapReport
{
    private const int MostFrames = 30;

    /// <summary>The report of a trap.</summary>
    public static Failure From(TrapException trap) => new(ExitCode.Trapped, $"the guest trapped: {trap.Message}")
    {
        Details = [.. Frames(trap.Frames)],
        Help = Help(trap.Kind),
    };

    /// <summary>The report of a guest whose time was over while it waited for the host.</summary>
    public static Failure Waiting(TimeSpan timeout) => new(ExitCode.Trapped, $"the guest trapped: {new TrapException(TrapKind.Interrupted).Message}")
    {
        Details = ["it was waiting for the host"],
        Help = Help(TrapKind.Interrupted),
    };

    /// <summary>The report of an exception that left the guest.</summary>
    public static Failure From(WasmException exception) => new(ExitCode.Trapped, "the guest threw an exception that nothing caught")
    {
        Details = [$"tag: {Describe(exception.Tag)}", .. Payload(exception), .. Frames(exception.Frames)],
        Help = "a language runtime throws its own exceptions like this: the payload is often the address of an object in its memory",
    };

    private static string Describe(Tag tag) => tag.Name is { } name ? $"{name} {tag.Type}".TrimEnd() : new TagExternType(tag.Type).ToString();

    private static IEnumerable<string> Payload(WasmException exception) =>
        exception.Payload.IsEmpty ? [] : [$"payload: {string.Join(", ", exception.Payload)}"];

    /// <summary>One line a frame; a function that recursed stands there once.</summary>
    private static IEnumerable<string> Frames(IReadOnlyList<WasmFrame> frames)
    {
        List<string> lines = [];
        string? last = null;
        foreach (WasmFrame frame in frames)
        {
            string line = $"at {frame}";
            if (line != last) lines.Add(line);
            else lines[^1] = $"{line} (again and again)";
            last = line;
        }

        return lines.Count <= MostFrames ? lines : lines.Take(MostFrames).Append($"… {lines.Count - MostFrames} more");
    }

    private static string? Help(TrapKind kind) => kind switch
    {
        TrapKind.Unreachable => "`unreachable` is how compilers end a panic, an abort or a failed assertion: see what the guest wrote before",
        TrapKind.IntegerDivideByZero or TrapKind.IntegerOverflow => "the guest divided by zero, or the result doesn't fit its type",
        TrapKind.InvalidConversionToInteger => "the guest converted a number that is no integer, such as NaN",
        TrapKind.OutOfBoundsMemoryAccess => "a bad pointer or index in the guest; nothing outside its memory was touched",
        TrapKind.StackExhausted => "the guest recursed too deeply; `--max-stack` grants more stack",
        TrapKind.UndefinedElement or TrapKind.UninitializedElement or TrapKind.IndirectCallTypeMismatch =>
            "the guest called through a bad function pointer, or through one of another type",
        TrapKind.Interrupted => "the time that `--timeout` grants was over",
        TrapKind.OutOfFuel => "the guest used up what `--fuel` grants",
        _ => null,
    };
}
