using System.Globalization;
using Caisson.Fuzz;
using Caisson.Fuzz.Running;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    FuzzArguments arguments = FuzzArguments.Parse(args);
    return arguments.Verb switch
    {
        Verb.Worker => Worker.Run(arguments),
        Verb.Guided => new GuidedRun(arguments).Run(),
        Verb.Repro => Reproduction.Run(arguments),
        Verb.Show => Reproduction.Show(arguments),
        _ => new Supervisor(arguments).Run(),
    };
}
catch (UsageException usage)
{
    Console.Error.WriteLine(usage.Message);
    return 2;
}
