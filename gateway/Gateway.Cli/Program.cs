return await Gateway.Cli.Dpg.RunAsync(args, Gateway.Cli.Sessions.Session.OfThisProcess(args));
