namespace Frontdesk.Load.Report;

/// <summary>All cells of a run.</summary>
public sealed class Results
{
    private readonly List<(Load Load, string Contender, Figures Figures)> _cells = [];

    private readonly List<(Load Load, string Contender, string Reason)> _failures = [];

    /// <summary>Cells that a contender did not finish, with the reason.</summary>
    public IReadOnlyList<(Load Load, string Contender, string Reason)> Failures => _failures;

    public bool Balance => _failures.Count == 0 && _cells.TrueForAll(cell => cell.Figures.Account is null or { Balances: true });

    public IEnumerable<Load> Loads => _cells.Select(cell => cell.Load).Distinct();

    public void Add(Load load, string contender, Figures figures) => _cells.Add((load, contender, figures));

    public void Fail(Load load, string contender, string reason) => _failures.Add((load, contender, reason));

    public IEnumerable<string> Contenders(Load load) => Of(load).Select(cell => cell.Contender).Distinct();

    public Spread? Take(Load load, string contender, Func<Figures, double?> figure)
    {
        var values = Of(load).Where(cell => cell.Contender == contender).Select(cell => figure(cell.Figures)).OfType<double>().Order().ToArray();
        return values.Length == 0 ? null : new Spread(values[0], values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2, values[^1]);
    }

    public (long Sent, long Acknowledged, long Delivered, bool Balances)? Account(Load load, string contender)
    {
        var accounts = Of(load).Where(cell => cell.Contender == contender).Select(cell => cell.Figures.Account).OfType<Account>().ToArray();
        return accounts.Length == 0 ? null : (accounts.Sum(a => a.Sent), accounts.Sum(a => a.Acknowledged), accounts.Sum(a => a.Delivered), accounts.All(a => a.Balances));
    }

    private IEnumerable<(Load Load, string Contender, Figures Figures)> Of(Load load) => _cells.Where(cell => cell.Load == load);
}

/// <summary>The median of the repeats and how far they lie apart.</summary>
public readonly record struct Spread(double Least, double Median, double Most);
