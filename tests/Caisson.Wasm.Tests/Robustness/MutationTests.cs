using Caisson.Tests;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Robustness;

/// <summary>Whatever the bytes: a valid module, or one of the two exceptions, within bounded memory.</summary>
public sealed class MutationTests
{
    private const long Memory = 256L << 20;

    // Bytes that mean much: ends, maxima, LEB128 continuations, types, prefixes.
    private static readonly byte[] Telling = [0x00, 0x01, 0x0B, 0x40, 0x4E, 0x50, 0x5F, 0x60, 0x63, 0x64, 0x70, 0x7F, 0x80, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF];

    [Theory]
    [InlineData("realworld/fib/fib32.wasm", 2_000)]
    [InlineData("realworld/fib/fib64.wasm", 2_000)]
    [InlineData("realworld/xxhash/xxhash.wasm", 3_000)]
    [InlineData("realworld/wazero-cat/zig-cat.wasm", 2_000)]
    [InlineData("realworld/sightglass-shootout-minicsv/shootout-minicsv.wasm", 2_000)]
    [InlineData("realworld/as-sha256/optimized.simd.wasm", 1_000)]
    [InlineData("realworld/wazero-cat/tinygo-cat.wasm", 300)]
    public void Mutants_of_real_modules(string path, int count) => CheckMutants(File.ReadAllBytes(Suites.Find(path)), count);

    [Fact]
    public void Mutants_of_a_module_with_everything() => CheckMutants(Everything(), 10_000);

    [Theory]
    [InlineData("realworld/xxhash/xxhash.wasm")]
    [InlineData("realworld/fib/fib32.wasm")]
    public void Every_prefix(string path)
    {
        byte[] module = File.ReadAllBytes(Suites.Find(path));
        for (int length = 0; length < module.Length; length++) Check(module[..length]);
    }

    [Fact]
    public void Noise_behind_a_header()
    {
        Random random = new(1);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] noise = new byte[random.Next(8, 400)];
            random.NextBytes(noise);
            new ModuleBytes().ToArray().CopyTo(noise, 0);
            Check(noise);
        }
    }

    [Fact]
    public void The_module_with_everything_is_valid() => ModuleValidator.Validate(ModuleDecoder.Decode(Everything(), Features.All), Features.All);

    internal static IEnumerable<byte[]> MutantsOfEverything(int count) => Mutants(Everything(), count);

    private static void CheckMutants(byte[] module, int count)
    {
        foreach (byte[] mutant in Mutants(module, count)) Check(mutant);
    }

    private static IEnumerable<byte[]> Mutants(byte[] module, int count)
    {
        Random random = new(module.Length);
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = module;
            for (int changes = random.Next(1, 4); changes > 0; changes--) mutant = Mutate(mutant, random);
            yield return mutant;
        }
    }

    private static byte[] Mutate(byte[] module, Random random)
    {
        if (module.Length < 10) return module;
        int at = random.Next(8, module.Length);
        int end = Math.Min(module.Length, at + random.Next(1, 16));
        byte[] copy = [.. module];
        switch (random.Next(7))
        {
            case 0: copy[at] ^= (byte)(1 << random.Next(8)); return copy;
            case 1: copy[at] = Telling[random.Next(Telling.Length)]; return copy;
            case 2: copy[at] = (byte)random.Next(256); return copy;
            case 3: return [.. module[..at], Telling[random.Next(Telling.Length)], .. module[at..]];
            case 4: return [.. module[..at], .. module[end..]];
            case 5: return [.. module[..end], .. module[at..]];
            default: return random.Next(4) == 0 ? module[..at] : [.. module[..at], 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. module[end..]];
        }
    }

    private static void Check(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ModuleSyntax module = ModuleDecoder.Decode(bytes, Features.All);
            Assert.NotNull(module.Names);
            ModuleValidator.Validate(module, Features.All);
        }
        catch (ModuleException exception)
        {
            Assert.InRange(exception.Offset, 0, bytes.Length);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Memory);
    }

    private static byte[] Everything() => new ModuleBytes()
        .Section(SectionId.Custom, [0x04, .. "name"u8, .. ModuleBytes.Hex("01 04 01 00 01 66 02 06 01 00 01 00 01 61")])
        .Section(SectionId.Type, """
            08
            60 00 00                          ; 0: func
            60 02 7f 7f 01 7f                 ; 1: func
            4e 02                             ; rec
              50 00 5f 02 78 01 63 03 01      ; 2: struct
              50 01 02 5f 03 78 01 63 03 01 7e 00  ; 3: sub struct
            5e 64 02 01                       ; 4: array of references
            5e 77 01                          ; 5: array i16
            60 01 7f 00                       ; 6: payload
            60 01 6e 01 64 02                 ; 7: any -> struct
            60 01 7e 02 7e 7e                 ; 8: wide
            """)
        .Section(SectionId.Import, "02 01 6d 01 66 00 00 01 6d 01 67 03 7f 00")
        .Section(SectionId.Function, "05 01 00 07 08 00")
        .Section(SectionId.Table, "02 70 00 04 40 00 64 00 00 01 d2 00 0b")
        .Section(SectionId.Memory, "02 00 01 07 01 02")
        .Section(SectionId.Tag, "01 00 06")
        .Section(SectionId.Global, "03 7f 00 23 00 41 02 6a 0b 64 6c 00 41 07 fb 1c 0b 63 05 01 41 01 41 02 fb 08 05 02 0b")
        .Section(SectionId.Export, "02 01 61 00 01 01 62 02 00")
        .Section(SectionId.Start, "00")
        .Section(SectionId.Element, "04 00 41 00 0b 02 00 01 01 00 01 02 03 00 01 03 05 70 01 d0 70 0b")
        .Section(SectionId.DataCount, "02")
        .Code(
            ModuleBytes.Hex("01 01 7f  20 00 04 7f 20 01 28 02 04 05 03 7f 41 01 20 00 0d 00 0b 0b 22 02 20 00 6a 41 01 71 0b"),
            ModuleBytes.Hex("""
                00
                02 7f 1f 40 01 00 00 00 41 05 08 00 0b 41 01 0b 1a     ; try_table, throw
                02 40 41 00 0e 01 00 00 0b                             ; br_table
                42 00 41 00 41 00 fc 08 01 01                          ; memory.init
                42 00 41 00 41 00 fc 0a 01 00                          ; memory.copy
                41 00 25 00 1a                                         ; table.get
                06 40 07 00 1a 19 09 00 0b                             ; try, catch, catch_all, rethrow
                42 00 41 01 fe 1e 42 01 00 1a                          ; i32.atomic.rmw.add
                fd 0c 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 41 03 fd 11 fd 0e fd 15 0f 1a
                41 00 11 00 00 12 00 0b                                ; call_indirect, return_call
                """),
            ModuleBytes.Hex("00  02 64 02 20 00 fb 18 01 00 6e 02 1a 41 00 d0 03 fb 00 02 0b 0b"),
            ModuleBytes.Hex("00  20 00 20 00 20 00 20 00 fc 13 0b"),
            ModuleBytes.Hex("01 01 63 02  d2 03 1a 23 03 41 00 fb 0d 05 1a d2 00 14 00 20 00 fb 03 02 00 1a 02 40 20 00 d5 00 1a 0b 0b"))
        .Section(SectionId.Data, "02 00 41 00 0b 02 61 62 01 01 63")
        .ToArray();
}
