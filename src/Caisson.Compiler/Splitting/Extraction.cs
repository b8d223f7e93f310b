using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>Puts calls where the parts were.</summary>
internal static class Extraction
{
    /// <summary>Rewrites a function.</summary>
    /// <param name="ir">The function.</param>
    /// <param name="boundaries">What becomes its parts, in order.</param>
    public static void Apply(FunctionIr ir, List<Boundary> boundaries)
    {
        SplitFrame frame = ir.Frame ??= new SplitFrame();

        // First of all: no part may take a copy of a local that lives in the frame.
        foreach (Local local in boundaries.SelectMany(boundary => boundary.SeenByHandlers)) frame.Home(local);
        var body = new List<Statement>();
        int next = 0;
        foreach (Boundary boundary in boundaries)
        {
            body.AddRange(ir.Body[next..boundary.Candidate.Start]);
            var builder = new PartBuilder(ir, frame, boundary);
            ir.Parts.Add(builder.Build());
            body.AddRange(builder.Call());
            next = boundary.Candidate.End;
        }
        body.AddRange(ir.Body[next..]);
        ir.Body = body;
    }
}
