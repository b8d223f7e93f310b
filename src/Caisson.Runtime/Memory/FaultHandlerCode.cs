using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// The machine code of <see cref="FaultHandler"/>: a managed method, or anything that takes locks, must not run in a signal handler.
/// It changes nothing but the fault's address and, when that is below the base of a slot, the context's note that its poll page
/// faulted; and continues at the previous handler with the arguments that it got.
/// </summary>
/// <remarks>
/// <code>
/// void handler(int signal, siginfo_t* info, void* context)
/// {
///     if (info->si_code == SEGV_ACCERR)
///         for (arena = arenas; arena->start != 0; arena++)
///         {
///             offset = info->si_addr - arena->start;
///             if (offset &gt;= arena->size) continue;
///             while (offset &gt;= SlotSize) offset -= SlotSize;
///             if (offset &lt; StateRoom) *(int*)(info->si_addr - offset + StateRoom - PollFault) = 1;
///             info->si_addr = 0;
///             break;
///         }
///     goto previous(signal, info, context);
/// }
/// </code>
/// </remarks>
internal static class FaultHandlerCode
{
    /// <summary>The code for an architecture, to be placed at a multiple of 8.</summary>
    /// <param name="architecture">X64 or Arm64.</param>
    /// <param name="arenas">Address of pairs of start and size; a start of zero ends them.</param>
    /// <param name="previous">Where to go on.</param>
    public static byte[] Create(Architecture architecture, nint arenas, nint previous)
    {
        bool arm = architecture == Architecture.Arm64;
        byte[] code = arm ? Arm64() : X64();
        BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(arm ? 104 : 12), arenas);
        BinaryPrimitives.WriteUInt64LittleEndian(code.AsSpan(arm ? 112 : 46), GuardedSlots.SlotSize);
        BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(arm ? 120 : 96), previous);
        return code;
    }

    // Both hold StateRoom, 0x4000000, and PollFault, 72, in their instructions.
    private static byte[] X64() =>
    [
        /*  0           */ 0x83, 0x7E, 0x08, 0x02, //                             cmp dword [rsi+8], 2      si_code: is it SEGV_ACCERR?
        /*  4           */ 0x75, 0x58, //                                         jne previous
        /*  6           */ 0x48, 0x8B, 0x46, 0x10, //                             mov rax, [rsi+16]         si_addr
        /* 10           */ 0x48, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0, //                 mov rcx, arenas
        /* 20 next:     */ 0x4C, 0x8B, 0x01, //                                   mov r8, [rcx]             start
        /* 23           */ 0x4D, 0x85, 0xC0, //                                   test r8, r8
        /* 26           */ 0x74, 0x42, //                                         jz previous               the last one was passed
        /* 28           */ 0x49, 0x89, 0xC1, //                                   mov r9, rax
        /* 31           */ 0x4D, 0x29, 0xC1, //                                   sub r9, r8                below the start it wraps, and is large
        /* 34           */ 0x4C, 0x3B, 0x49, 0x08, //                             cmp r9, [rcx+8]           size
        /* 38           */ 0x48, 0x8D, 0x49, 0x10, //                             lea rcx, [rcx+16]         changes no flags
        /* 42           */ 0x73, 0xE8, //                                         jae next
        /* 44           */ 0x49, 0xBA, 0, 0, 0, 0, 0, 0, 0, 0, //                 mov r10, SlotSize
        /* 54 slot:     */ 0x4D, 0x39, 0xD1, //                                   cmp r9, r10
        /* 57           */ 0x72, 0x05, //                                         jb found
        /* 59           */ 0x4D, 0x29, 0xD1, //                                   sub r9, r10
        /* 62           */ 0xEB, 0xF6, //                                         jmp slot
        /* 64 found:    */ 0x49, 0x81, 0xF9, 0x00, 0x00, 0x00, 0x04, //           cmp r9, StateRoom
        /* 71           */ 0x73, 0x0D, //                                         jae memory
        /* 73           */ 0x4C, 0x29, 0xC8, //                                   sub rax, r9               the slot
        /* 76           */ 0xC7, 0x80, 0xB8, 0xFF, 0xFF, 0x03, 1, 0, 0, 0, //     mov dword [rax+StateRoom-PollFault], 1
        /* 86 memory:   */ 0x48, 0xC7, 0x46, 0x10, 0, 0, 0, 0, //                 mov qword [rsi+16], 0     a null pointer
        /* 94 previous: */ 0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, //                 mov rax, previous
        /* 104          */ 0xFF, 0xE0, //                                         jmp rax
    ];

    private static byte[] Arm64() =>
    [
        /*  0           */ 0x23, 0x08, 0x40, 0xB9, // ldr  w3, [x1, 8]        si_code: is it SEGV_ACCERR?
        /*  4           */ 0x7F, 0x08, 0x00, 0x71, // cmp  w3, 2
        /*  8           */ 0xA1, 0x02, 0x00, 0x54, // b.ne previous
        /* 12           */ 0x23, 0x08, 0x40, 0xF9, // ldr  x3, [x1, 16]       si_addr
        /* 16           */ 0xC4, 0x02, 0x00, 0x58, // ldr  x4, arenas
        /* 20 next:     */ 0x85, 0x18, 0xC1, 0xA8, // ldp  x5, x6, [x4], 16   start and size
        /* 24           */ 0x25, 0x02, 0x00, 0xB4, // cbz  x5, previous       the last one was passed
        /* 28           */ 0x65, 0x00, 0x05, 0xCB, // sub  x5, x3, x5         below the start it wraps, and is large
        /* 32           */ 0xBF, 0x00, 0x06, 0xEB, // cmp  x5, x6
        /* 36           */ 0x82, 0xFF, 0xFF, 0x54, // b.hs next
        /* 40           */ 0x46, 0x02, 0x00, 0x58, // ldr  x6, slot_size
        /* 44 slot:     */ 0xBF, 0x00, 0x06, 0xEB, // cmp  x5, x6
        /* 48           */ 0x63, 0x00, 0x00, 0x54, // b.lo found
        /* 52           */ 0xA5, 0x00, 0x06, 0xCB, // sub  x5, x5, x6
        /* 56           */ 0xFD, 0xFF, 0xFF, 0x17, // b    slot
        /* 60 found:    */ 0x06, 0x80, 0xA0, 0xD2, // mov  x6, StateRoom
        /* 64           */ 0xBF, 0x00, 0x06, 0xEB, // cmp  x5, x6
        /* 68           */ 0xA2, 0x00, 0x00, 0x54, // b.hs memory
        /* 72           */ 0x63, 0x00, 0x05, 0xCB, // sub  x3, x3, x5         the slot
        /* 76           */ 0x63, 0x00, 0x06, 0x8B, // add  x3, x3, x6         its base
        /* 80           */ 0x24, 0x00, 0x80, 0x52, // mov  w4, 1
        /* 84           */ 0x64, 0x80, 0x1B, 0xB8, // stur w4, [x3, -PollFault]
        /* 88 memory:   */ 0x3F, 0x08, 0x00, 0xF9, // str  xzr, [x1, 16]      a null pointer
        /* 92 previous: */ 0xF0, 0x00, 0x00, 0x58, // ldr  x16, previous
        /* 96           */ 0x00, 0x02, 0x1F, 0xD6, // br   x16
        /* 100          */ 0x1F, 0x20, 0x03, 0xD5, // nop
        /* 104 arenas:  */ 0, 0, 0, 0, 0, 0, 0, 0,
        /* 112 slot_size: */ 0, 0, 0, 0, 0, 0, 0, 0,
        /* 120 previous: */ 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}
