namespace Caisson.Components.Worlds;

/// <summary>Who uses whom; never in a circle.</summary>
internal sealed class UseGraph<T> where T : notnull
{
    private readonly Dictionary<T, HashSet<T>> _used = [];

    public IEnumerable<T> UsedBy(T user) => _used.TryGetValue(user, out HashSet<T>? used) ? used : [];

    /// <summary>Whether one may use another: the other doesn't use it, by however many others.</summary>
    public bool MayUse(T user, T used) => !Reaches(used, user);

    public void Add(T user, T used)
    {
        if (!_used.TryGetValue(user, out HashSet<T>? all)) _used.Add(user, all = []);
        all.Add(used);
    }

    private bool Reaches(T from, T to)
    {
        HashSet<T> seen = [];
        Stack<T> pending = new([from]);
        while (pending.TryPop(out T? next))
        {
            if (EqualityComparer<T>.Default.Equals(next, to)) return true;
            if (!seen.Add(next)) continue;
            foreach (T used in UsedBy(next)) pending.Push(used);
        }

        return false;
    }
}
