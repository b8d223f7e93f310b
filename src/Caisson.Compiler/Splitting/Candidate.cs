using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// Consecutive statements, whole with all that is inside of them, that could become a part. Wasm's structure lets control enter such
/// a run at its start only.
/// </summary>
/// <param name="Start">The first statement.</param>
/// <param name="End">The one behind the last.</param>
/// <param name="Region">The innermost region that it is inside of.</param>
internal sealed record Candidate(int Start, int End, TryRegion? Region);
