using System.Collections;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Analysis;

/// <summary>The functions that code reaches by direct calls. What it calls through references isn't known before it runs.</summary>
internal static class CallReach
{
    /// <summary>Functions, what they call, what those call, and so on.</summary>
    /// <param name="module">A validated module.</param>
    /// <param name="roots">Indices among the functions that are not imported.</param>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <returns>A bit for each function that is not imported.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static BitArray Of(ModuleSyntax module, IEnumerable<int> roots, CancellationToken cancellation)
    {
        var reached = new BitArray(module.Code.Length);
        var left = new Stack<int>();
        foreach (int root in roots) Reach(root);
        while (left.TryPop(out int next))
        {
            cancellation.ThrowIfCancellationRequested();
            var reader = new InstructionReader(module.Bytes.Span, module.Code[next].Instructions);
            Instruction instruction = default;
            while (reader.Read(ref instruction))
                if (instruction.Opcode is Opcode.Call or Opcode.ReturnCall) Reach((int)instruction.Index - module.ImportCounts.Functions);
        }
        return reached;

        void Reach(int function)
        {
            // Below zero it is imported.
            if (function < 0 || reached[function]) return;
            reached[function] = true;
            left.Push(function);
        }
    }
}
