using Newtonsoft.Json;
using Serilog;

Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateLogger();

var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/badges", async (HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    var badge = JsonConvert.DeserializeObject<Badge>(await reader.ReadToEndAsync());
    Log.Information("Printing a badge for {Name}", badge?.Name);
    return Results.Accepted();
});
app.Run();

record Badge(string Name, string Company);
