using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// Numbers the handlers of a function with a legacy <c>delegate</c>, which passes by some of the handlers around it: the CLR asks
/// them all the same, so their filters have to know. Where exceptions go from one handler to the next is a tree; each handler gets the
/// range of numbers that itself and those below it have, so that an exception comes to it when it was thrown at one of these.
/// </summary>
internal static class HandlerPlaces
{
    /// <summary>Gives every region with clauses its numbers, from 1 on.</summary>
    public static void Number(FunctionIr ir)
    {
        if (!ir.HasDelegates) return;
        TryRegion[] handlers = [.. ir.Body.OfType<TryStart>().Select(start => start.Region).Where(region => region.Clauses.Count > 0)];
        var sizes = handlers.ToDictionary(handler => handler, _ => 1);

        // Whoever an exception goes to next starts further out, and so earlier.
        for (int i = handlers.Length - 1; i >= 0; i--)
            if (Above(handlers[i]) is { } above) sizes[above] += sizes[handlers[i]];

        int free = 1;
        var freeBelow = new Dictionary<TryRegion, int>();
        foreach (TryRegion handler in handlers)
        {
            TryRegion? above = Above(handler);
            int first = above is null ? free : freeBelow[above];
            if (above is null) free += sizes[handler];
            else freeBelow[above] += sizes[handler];
            (handler.Place, handler.LastPlace) = (first, first + sizes[handler] - 1);
            freeBelow.Add(handler, first + 1);
        }
    }

    /// <summary>The number of what catches first at a place in the code; 0 where nothing does.</summary>
    public static int Of(TryRegion? region) => Throwing.HandlerOf(region)?.Place ?? 0;

    private static TryRegion? Above(TryRegion handler) => Throwing.HandlerOf(handler.Outer);
}
