using Fabric.Silo;

return await SiloCommand.Create().Parse(args).InvokeAsync(
    // SIGTERM and Ctrl-C cancel the command's token; handing grains over then has its own limit, stop-timeout.
    new System.CommandLine.InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromHours(1) });
