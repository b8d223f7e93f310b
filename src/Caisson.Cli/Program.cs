using Caisson.Cli;

return CaissonCommand.Run(args, new Terminal());
