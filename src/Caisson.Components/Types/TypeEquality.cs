using System.Runtime.CompilerServices;

namespace Caisson.Components.Types;

/// <summary>
/// Whether types are equal, in a time that is nearly linear in the number of their objects: what was compared once is taken for equal
/// when it comes up again, which is true if everything else is. (The algorithm of Hopcroft and Karp.) Doesn't recurse.
/// </summary>
internal static class TypeEquality
{
    /// <summary>Compares two types.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="step">Called for each pair of objects that has to be compared, to count them.</param>
    public static bool AreEqual(ITypeNode one, ITypeNode? other, Action? step = null)
    {
        if (ReferenceEquals(one, other)) return true;
        if (other is null || one.Facts.Hash != other.Facts.Hash) return false;
        Classes classes = new();
        Stack<(ITypeNode, ITypeNode)> pending = new();
        pending.Push((one, other));
        while (pending.TryPop(out (ITypeNode One, ITypeNode Other) pair))
        {
            if (!classes.Merge(pair.One, pair.Other)) continue;
            step?.Invoke();
            if (!AreAlike(pair.One, pair.Other, pending)) return false;
        }
        return true;
    }

    /// <summary>Compares one layer, and leaves the parts for later.</summary>
    private static bool AreAlike(ITypeNode one, ITypeNode other, Stack<(ITypeNode, ITypeNode)> pending)
    {
        if (one.GetType() != other.GetType() || one.Facts.Hash != other.Facts.Hash) return false;
        TypeShape mine = TypeShape.Of(one), theirs = TypeShape.Of(other);
        if (!mine.Marks.SequenceEqual(theirs.Marks) || !mine.Resources.SequenceEqual(theirs.Resources)) return false;
        if (mine.Parts.Count != theirs.Parts.Count) return false;
        for (int i = 0; i < mine.Parts.Count; i++)
        {
            if ((mine.Parts[i] is null) != (theirs.Parts[i] is null)) return false;
            if (mine.Parts[i] is { } part && !ReferenceEquals(part, theirs.Parts[i])) pending.Push((part, theirs.Parts[i]!));
        }
        return true;
    }

    /// <summary>Sets of objects that are taken for equal.</summary>
    private sealed class Classes
    {
        private readonly Dictionary<ITypeNode, ITypeNode> _parents = new(ReferenceComparer.Instance);

        /// <summary>Takes two objects for equal; returns whether they weren't before.</summary>
        public bool Merge(ITypeNode one, ITypeNode other)
        {
            ITypeNode first = Find(one), second = Find(other);
            if (ReferenceEquals(first, second)) return false;
            _parents[first] = second;
            return true;
        }

        private ITypeNode Find(ITypeNode node)
        {
            while (_parents.TryGetValue(node, out ITypeNode? parent))
            {
                if (_parents.TryGetValue(parent, out ITypeNode? grandparent)) _parents[node] = grandparent;
                node = parent;
            }
            return node;
        }
    }

    private sealed class ReferenceComparer : IEqualityComparer<ITypeNode>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(ITypeNode? x, ITypeNode? y) => ReferenceEquals(x, y);

        public int GetHashCode(ITypeNode obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
