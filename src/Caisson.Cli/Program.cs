using Caisson.Cli;

return CaissonCommand.Run(args, Terminal.OfProcess());
