using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>Makes images: IL first, then machine code of it where that is possible, and then what tells them from other files.</summary>
internal static class ImageWriter
{
    /// <summary>Saves a module.</summary>
    /// <exception cref="NotSupportedException">The module has something that can't be compiled.</exception>
    /// <exception cref="InvalidOperationException">Machine code is required, and there is none.</exception>
    public static async Task<SavedImage> SaveAsync(Runtime.Module module, string path, SaveOptions options, JitLimits limits, CancellationToken cancellation)
    {
        var destination = new ImageDestination(path);
        string scratch = destination.Scratch + ".dll", compiled = destination.Scratch + ".r2r.dll";
        try
        {
            ImageEmitter emitter = await Task.Run(() => WriteIl(module, scratch, limits, cancellation), cancellation).ConfigureAwait(false);
            string? obstacle = options.MachineCode == MachineCode.None ? null : await CompileAsync(scratch, compiled, cancellation).ConfigureAwait(false);
            bool hasMachineCode = File.Exists(compiled);
            if (!hasMachineCode && options.MachineCode == MachineCode.Required) throw PrecompilationErrors.NoMachineCode(obstacle!);
            string made = hasMachineCode ? compiled : scratch;
            Complete(made, emitter, ImageKey.Of(module.Engine), hasMachineCode);
            destination.Take(made);
            return new SavedImage(hasMachineCode, obstacle);
        }
        finally
        {
            File.Delete(scratch);
            File.Delete(compiled);
        }
    }

    private static ImageEmitter WriteIl(Runtime.Module module, string path, JitLimits limits, CancellationToken cancellation)
    {
        var emitter = new ImageEmitter(module.Syntax, module.TypeIds, module.Layout, module.Engine.Options, limits);
        using (FileStream output = File.Create(path)) emitter.Emit(output, cancellation);
        ImageIdentity.Set(path, KeyOf(module));
        return emitter;
    }

    /// <returns>Why there is no machine code.</returns>
    private static async Task<string?> CompileAsync(string assembly, string image, CancellationToken cancellation)
    {
        if (ReadyToRunCompiler.Find(out string? reason) is not { } compiler) return reason;
        try
        {
            await compiler.CompileAsync(assembly, image, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (ReadyToRunException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Makes an image of an assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="emitter">What wrote it.</param>
    /// <param name="engine">What it depends on but the module.</param>
    /// <param name="hasMachineCode">Whether it has.</param>
    public static void Complete(string path, ImageEmitter emitter, string engine, bool hasMachineCode)
    {
        byte[] assembly = File.ReadAllBytes(path);
        ReadOnlyMemory<byte> wasm = emitter.Module.Bytes;
        using var reader = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly));

        // What is in a file that is mapped as long as the process lives; others are closed again.
        InitialPages memory = hasMachineCode ? InitialPages.Of(emitter.Module, emitter.Layout) : InitialPages.None;
        byte[] manifest = emitter.Describe(reader, engine + '\n' + ImageKey.OfWasm(wasm.Span), memory);
        long start = FileOffsetOf(reader.PEHeaders, reader.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress) + sizeof(int);
        if (hasMachineCode) OptimizeOthers(assembly, reader);
        File.WriteAllBytes(path, ImageFile.Complete(assembly, (start, wasm.Length), manifest, memory.Content, hasMachineCode));
    }

    /// <summary>
    /// What has no machine code shall have the best from its first call, as code has that isn't saved. Marked so before, crossgen2 would leave it out.
    /// </summary>
    private static void OptimizeOthers(byte[] assembly, PEReader reader)
    {
        const int flagsOffset = 4;
        MetadataReader metadata = reader.GetMetadataReader();
        var methods = new ReadyToRunMethods(reader);
        int table = reader.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.MethodDef), size = metadata.GetTableRowSize(TableIndex.MethodDef);
        foreach (MethodDefinitionHandle method in metadata.MethodDefinitions)
        {
            if (methods.Has(method)) continue;
            Span<byte> flags = assembly.AsSpan(table + ((MetadataTokens.GetRowNumber(method) - 1) * size) + flagsOffset);
            MethodImplAttributes its = metadata.GetMethodDefinition(method).ImplAttributes;
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(its | MethodImplAttributes.AggressiveOptimization));
        }
    }

    private static string KeyOf(Runtime.Module module) => ImageKey.Of(module.Engine) + '\n' + ImageKey.OfWasm(module.Syntax.Bytes.Span);

    private static long FileOffsetOf(PEHeaders headers, int address)
    {
        SectionHeader section = headers.SectionHeaders[headers.GetContainingSectionIndex(address)];
        return section.PointerToRawData + address - section.VirtualAddress;
    }
}
