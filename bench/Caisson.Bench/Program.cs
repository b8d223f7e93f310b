return Caisson.Bench.BenchCommand.Build().Parse(args).Invoke();
