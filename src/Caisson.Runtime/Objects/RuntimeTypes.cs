using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The identities of types that objects carry: the offset of a record in one reserved range, with the depth of the type and the
/// identities of its supertypes by depth. So a cast compares two numbers, or loads one more. The range has one part for each kind
/// of object; the number alone tells the kind. Records are never freed: an object may outlive its engine. Thread-safe.
/// </summary>
internal static unsafe class RuntimeTypes
{
    /// <summary>Numbers below are structures'.</summary>
    public const int Arrays = 1 << 29;

    /// <summary>The one type of an <c>i31</c>; numbers below are of arrays and structures.</summary>
    public const int I31 = 2 * Arrays;

    /// <summary>The one type of <see cref="HostObject"/>; everything below can be compared with <c>ref.eq</c>.</summary>
    public const int Host = 3 * Arrays;

    /// <summary>Every record has room for so many supertypes and itself; a cast to a deeper type looks at the depth first.</summary>
    public const int PaddedDepth = 8;

    private const int DepthBytes = 4, CommitBytes = 1 << 16;

    private static readonly Lock Gate = new();
    private static readonly int[] Next = [64, Arrays];
    private static readonly int[] Committed = [0, Arrays];

    /// <summary>Address of the range.</summary>
    public static readonly nint Base = Reserve();

    /// <summary>Distance of the entry for a depth from a record's start.</summary>
    public static int Display(int depth) => DepthBytes + 4 * depth;

    /// <summary>A new identity.</summary>
    /// <param name="comp">Tells the kind.</param>
    /// <param name="super">Identity of the supertype; 0 for none.</param>
    /// <exception cref="ResourceException">There are too many types in this process.</exception>
    public static int Add(CompType comp, int super)
    {
        int part = comp is ArrayType ? 1 : 0;
        int depth = super == 0 ? 0 : Depth(super) + 1;
        int size = Display(Math.Max(depth + 1, PaddedDepth));
        lock (Gate)
        {
            int rtt = Next[part];
            Commit(part, rtt + size);
            *(int*)(Base + rtt) = depth;
            for (int i = 0; i < depth; i++) Entry(rtt, i) = Entry(super, i);
            Entry(rtt, depth) = rtt;
            Next[part] = rtt + size;
            return rtt;
        }
    }

    /// <summary>Whether a type is another or has it among its supertypes.</summary>
    public static bool IsSubtype(int rtt, int super)
    {
        int depth = Depth(super);
        return rtt == super || (Depth(rtt) > depth && Entry(rtt, depth) == super);
    }

    public static int Depth(int rtt) => *(int*)(Base + rtt);

    private static ref int Entry(int rtt, int depth) => ref *(int*)(Base + rtt + Display(depth));

    private static void Commit(int part, int end)
    {
        while (Committed[part] < end)
        {
            if (Committed[part] + CommitBytes > (part + 1) * Arrays || !VirtualMemory.TryCommit(Base + Committed[part], CommitBytes))
                throw RuntimeErrors.TooManyTypes();
            Committed[part] += CommitBytes;
        }
    }

    /// <summary>The two types without records have empty ones: nothing is found in them.</summary>
    private static nint Reserve()
    {
        nint start = VirtualMemory.Reserve(4 * (nuint)Arrays);
        if (!VirtualMemory.TryCommit(start + I31, CommitBytes) || !VirtualMemory.TryCommit(start + Host, CommitBytes))
            throw RuntimeErrors.TooManyTypes();
        return start;
    }
}
