using Gateway.Hosting;

// Settings are read once: a watch over the working folder would wake with every line of the log beneath it.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.AddGateway();
var app = builder.Build();
app.MapGateway();
await app.RunAsync();
