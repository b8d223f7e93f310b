using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Several results are tuples within tuples: each arrives in its place, whatever its type.</summary>
public sealed class ManyResultsTests
{
    private static readonly string[] Types = ["i32", "i64", "f32", "f64", "externref"];

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(1_000)]
    public void All_arrive(int count)
    {
        string results = string.Join(' ', Enumerable.Range(0, count).Select(TypeOf));
        string values = string.Join(' ', Enumerable.Range(0, count).Select(i => TypeOf(i) == "externref" ? "local.get 0" : $"{TypeOf(i)}.const {i}"));
        object reference = new();
        Value[] found = Guest.Run(
            $"""
            (module
              (func $make (param externref) (result {results}) {values})
              (func (export "f") (param externref) (result {results}) local.get 0 call $make))
            """,
            Value.FromReference(reference));
        Assert.Equal([.. Enumerable.Range(0, count).Select(i => Expected(i, reference))], found);
    }

    private static string TypeOf(int index) => Types[index % Types.Length];

    private static Value Expected(int index, object reference) => TypeOf(index) switch
    {
        "i32" => index,
        "i64" => (long)index,
        "f32" => (float)index,
        "f64" => (double)index,
        _ => Value.FromReference(reference),
    };
}
