using Frontdesk.Tests.Harness;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>The plain website of an owner, on another origin than Frontdesk, with the snippet as it was copied.</summary>
internal sealed class Website : IAsyncDisposable
{
    private readonly ScriptedWeb web;

    private Website(ScriptedWeb web) => this.web = web;

    /// <summary>By a name that Frontdesk does not use here, so that browsers see two sites.</summary>
    public string Address => $"http://localhost:{web.Port}/";

    public static async Task<Website> With(string snippet) => new((await ScriptedWeb.Start()).Page("/", $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Morgenrot bakery</title><link rel="icon" href="data:,"></head>
        <body><h1>Morgenrot bakery</h1>{snippet}</body>
        </html>
        """));

    public ValueTask DisposeAsync() => web.DisposeAsync();
}
