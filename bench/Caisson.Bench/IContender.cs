namespace Caisson.Bench;

/// <summary>An engine that runs one workload again and again.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Runs the program once, with fresh state and compiled code.</summary>
    /// <param name="bench">Called around the inner part.</param>
    /// <param name="outputFile">Receives standard output.</param>
    void Run(Stopclock bench, string outputFile);
}
