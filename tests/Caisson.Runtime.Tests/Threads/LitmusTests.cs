namespace Caisson.Runtime.Tests.Threads;

/// <summary>
/// Small races whose outcomes a memory model allows or forbids; the forbidden ones must not be seen. Two threads go through a row
/// of cells, 64 bytes each, and do their part in each: X is the cell's first variable, Y its second, and what a part leaves is kept.
/// </summary>
public sealed class LitmusTests
{
    private const int Rounds = 30, Cells = 1000, CellSize = 64, FirstResult = 16, SecondResult = 48;

    [Theory]
    [InlineData("(i32.atomic.store X (i32.const 1)) (i32.atomic.load Y)")]
    [InlineData("(drop (i32.atomic.rmw.xchg X (i32.const 1))) (i32.atomic.load Y)")]
    [InlineData("(i32.atomic.store8 X (i32.const 1)) (i32.atomic.load8_u Y)")]
    [InlineData("(i64.atomic.store X (i64.const 1)) (i32.wrap_i64 (i64.atomic.load Y))")]
    [InlineData("(i32.store X (i32.const 1)) (atomic.fence) (i32.load Y)")]
    public void Store_buffering_is_not_seen(string part) => Race(part, part, (x, y) => Assert.False(x == 0 && y == 0));

    [Fact]
    public void Load_buffering_is_not_seen()
    {
        const string Part = "(i32.atomic.load Y) (i32.atomic.store X (i32.const 1))";
        Race(Part, Part, (x, y) => Assert.False(x == 1 && y == 1));
    }

    [Fact]
    public void What_was_written_before_an_atomic_store_is_seen_after_an_atomic_load() => Race(
        "(i64.store offset=8 X (i64.const 42)) (i32.atomic.store X (i32.const 1)) (i32.const 0)",
        "(if (result i32) (i32.atomic.load Y) (then (i32.wrap_i64 (i64.load offset=8 Y))) (else (i32.const 42)))",
        (_, seen) => Assert.Equal(42, seen));

    private static void Race(string first, string second, Action<int, int> check)
    {
        Instance instance = Guest.Instantiate($"""
            (memory (export "memory") 1 1 shared)
            {Part("first", first, own: 0, other: 32, FirstResult)}
            {Part("second", second, own: 32, other: 0, SecondResult)}
            """);
        Memory memory = instance.GetMemory();
        Action[] parts = [instance.GetFunction<Action>("first"), instance.GetFunction<Action>("second")];
        using Barrier round = new(2, _ => memory.Span(0, 65536).Clear()), end = new(2, _ =>
        {
            for (int cell = 0; cell < Cells * CellSize; cell += CellSize) check(memory.Read<int>(cell + FirstResult), memory.Read<int>(cell + SecondResult));
        });
        Together.Run(2, thread =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                round.SignalAndWait();
                parts[thread]();
                end.SignalAndWait();
            }
        });
    }

    private static string Part(string name, string part, int own, int other, int result) => $"""
        (func $part_{name} (param $cell i32) (result i32)
          {part.Replace("X", $"(i32.add (local.get $cell) (i32.const {own}))", StringComparison.Ordinal)
               .Replace("Y", $"(i32.add (local.get $cell) (i32.const {other}))", StringComparison.Ordinal)})
        (func (export "{name}") (local $cell i32)
          (loop $l
            (i32.store offset={result} (local.get $cell) (call $part_{name} (local.get $cell)))
            (br_if $l (i32.lt_u (local.tee $cell (i32.add (local.get $cell) (i32.const {CellSize}))) (i32.const {Cells * CellSize})))))
        """;
}
