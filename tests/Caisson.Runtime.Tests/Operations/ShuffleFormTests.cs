using System.Runtime.Intrinsics;
using Caisson.Runtime.Operations;

namespace Caisson.Runtime.Tests.Operations;

public sealed class ShuffleFormTests
{
    public static TheoryData<string, string> Forms { get; } = new()
    {
        { "0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23", nameof(ShuffleForms.UnpackLow8) },
        { "8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31", nameof(ShuffleForms.UnpackHigh8) },
        { "0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23", nameof(ShuffleForms.UnpackLow16) },
        { "8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31", nameof(ShuffleForms.UnpackHigh16) },
        { "0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23", nameof(ShuffleForms.UnpackLow32) },
        { "8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31", nameof(ShuffleForms.UnpackHigh32) },
        { "0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23", nameof(ShuffleForms.UnpackLow64) },
        { "8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31", nameof(ShuffleForms.UnpackHigh64) },
        { "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", nameof(ShuffleForms.First) },
        { "5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", nameof(ShuffleForms.Consecutive) },
        { "21 22 23 24 25 26 27 28 29 30 31 0 1 2 3 4", nameof(ShuffleForms.Consecutive) },
        { "16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31", nameof(ShuffleForms.Second) },
        { "12 13 14 15 0 1 2 3 0 1 2 3 8 9 10 11", nameof(ShuffleForms.WordsOfFirst) },
        { "28 29 30 31 16 17 18 19 16 17 18 19 24 25 26 27", nameof(ShuffleForms.WordsOfFirst) },
        { "12 13 14 15 4 5 6 7 20 21 22 23 16 17 18 19", $"{nameof(ShuffleForms.WordsOfBoth)} {nameof(ShuffleOperations.I8x16Shuffle)}" },
        { "28 29 30 31 20 21 22 23 4 5 6 7 0 1 2 3", $"{nameof(ShuffleForms.WordsOfBoth)} {nameof(ShuffleOperations.I8x16Shuffle)}" },
        { "15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0", nameof(ShuffleForms.BytesOfFirst) },
        { "17 17 17 17 17 17 17 17 16 16 16 16 31 31 31 31", nameof(ShuffleForms.BytesOfSecond) },
        { "0 17 2 19 4 5 22 23 8 9 10 11 28 29 30 31", nameof(ShuffleForms.Blend) },
        { "0 1 2 3 20 21 22 23 8 9 10 11 28 29 30 31", $"{nameof(ShuffleForms.BlendWords)} {nameof(ShuffleForms.BlendHalves)} {nameof(ShuffleForms.Blend)}" },
        { "16 17 18 19 4 5 6 7 8 9 10 11 28 29 30 31", $"{nameof(ShuffleForms.BlendWords)} {nameof(ShuffleForms.BlendHalves)} {nameof(ShuffleForms.Blend)}" },
        { "0 1 18 19 20 21 6 7 8 9 26 27 12 13 30 31", $"{nameof(ShuffleForms.BlendHalves)} {nameof(ShuffleForms.Blend)}" },
        { "16 0 17 1 18 2 19 3 20 4 21 5 22 6 23 7", nameof(ShuffleForms.UnpackLow8) },
        { "12 13 14 15 16 17 18 19 4 5 6 7 24 25 26 27", $"{nameof(ShuffleForms.AnyWords)} {nameof(ShuffleOperations.I8x16Shuffle)}" },
        { "1 2 3 4 5 6 7 8 16 17 18 19 20 21 22 23", nameof(ShuffleOperations.I8x16Shuffle) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Finds_the_form_and_shuffles_alike(string text, string names)
    {
        Vector128<byte> lanes = Vector128.Create([.. text.Split(' ').Select(byte.Parse)]);
        ShuffleForm form = ShuffleForm.Of(lanes);
        Assert.Contains(form.Method.Name, names.Split(' '));
        Func<object[], object> shuffle = Compile(form);
        var samples = new Samples(text.Length);
        for (int i = 0; i < 100; i++)
        {
            var a = (Vector128<byte>)samples.Next(typeof(Vector128<byte>), 8);
            var b = (Vector128<byte>)samples.Next(typeof(Vector128<byte>), 8);
            Assert.Equal(ShuffleOperations.I8x16Shuffle(a, b, lanes), shuffle(form.IsSwapped ? [b, a] : [a, b]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Finds_a_form_where_the_second_operand_is_zero(string text, string names)
    {
        Vector128<byte> lanes = Vector128.Create([.. text.Split(' ').Select(byte.Parse)]);
        var form = ShuffleForm.OfZero(lanes);
        Func<object[], object> shuffle = Compile(form);
        var a = (Vector128<byte>)new Samples(names.Length).Next(typeof(Vector128<byte>), 8);
        Assert.False(form.IsSwapped);
        Assert.Equal(ShuffleOperations.I8x16Shuffle(a, Vector128<byte>.Zero, lanes), shuffle([a, Vector128<byte>.Zero]));
    }

    private static Func<object[], object> Compile(ShuffleForm form) =>
        OperationCatalog.Compile(form.Method, form.Constant is null ? [null, null] : [null, null, form.Constant]);
}
