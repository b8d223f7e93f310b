using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>What a module's own memory 0 contains in the beginning, in a file that memories map. Immutable; safe to use from several threads.</summary>
/// <param name="File">The file, which doesn't change.</param>
/// <param name="Offset">Where the pages of the runs stand, one after the other; at a multiple of the page size.</param>
/// <param name="Runs">Which pages of the memory they are, in ascending order; all others are zero.</param>
/// <param name="HasAllSegments">Whether there is no data segment but those whose content this is.</param>
internal sealed record SavedMemory(SafeFileHandle File, long Offset, PageRun[] Runs, bool HasAllSegments);

/// <summary>Pages of a memory, of the system's size.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct PageRun(int First, int Count);
