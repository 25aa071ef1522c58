using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform;

/// <summary>Rules of the layout that a reviewer would otherwise have to look for.</summary>
public sealed partial class TheArchitecture
{
    private static readonly string Root = FindRoot();
    private static readonly string Server = Path.Combine(Root, "src", "Frontdesk");
    private static readonly string[] NotFeatures = ["Platform", "Schema", "bin", "obj", "wwwroot", "Properties"];

    private static IEnumerable<string> Features => Directory.GetDirectories(Server).Select(f => Path.GetFileName(f)!).Except(NotFeatures);

    [Fact]
    public void The_platform_names_no_feature()
    {
        var names = new Regex($@"\bFrontdesk\.({string.Join('|', Features)})\b");
        Sources(Path.Combine(Server, "Platform")).Where(f => names.IsMatch(File.ReadAllText(f))).Select(Relative).ShouldBeEmpty();
        Features.Count().ShouldBeGreaterThan(7);
    }

    [Fact]
    public void Retrieval_names_nothing_of_the_server() =>
        Sources(Path.Combine(Root, "src", "Frontdesk.Retrieval"))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"using (Frontdesk\.(?!Retrieval)|System\.(Net|IO)|Npgsql|Microsoft\.(AspNetCore|EntityFrameworkCore))"))
            .Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Folders_are_named_after_the_product() =>
        Directory.GetDirectories(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories).Where(f => !f.Contains("/node_modules"))
            .Where(f => NothingNames().IsMatch(Path.GetFileName(f)!)).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Query_filters_are_only_passed_by_name() =>
        Sources(Server).Where(f => File.ReadAllText(f).Contains("IgnoreQueryFilters()")).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Nothing_silences_a_warning() =>
        Sources(Path.Combine(Root, "src")).Where(f => File.ReadAllText(f).Contains("#pragma warning")).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void Only_the_append_writes_messages() =>
        Sources(Server).Where(f => Regex.IsMatch(File.ReadAllText(f), @"insert into messages|Messages\.Add|update messages", RegexOptions.IgnoreCase)).Select(Relative).ShouldBeEmpty();

    /// <summary>What a feature may name stands in ARCHITECTURE.md, in the block "dependencies"; what stands there is really named.</summary>
    [Fact]
    public void Features_name_only_the_features_that_the_map_allows()
    {
        var block = Regex.Match(File.ReadAllText(Path.Combine(Root, "ARCHITECTURE.md")), "```dependencies\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var map = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')).ToDictionary(
            pair => pair[0], pair => pair[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

        map.Keys.Order().ShouldBe(Features.Order());
        foreach (var (feature, allowed) in map)
        {
            NamedBy(feature).Order().ShouldBe(allowed.Order(), $"{feature} and its line in ARCHITECTURE.md differ");
        }
    }

    [Fact]
    public void The_journey_of_a_message_names_at_most_eight_files_that_exist()
    {
        var journey = Path.Combine(Root, "docs", "how-a-message-travels.md");
        var named = FileNames().Matches(File.ReadAllText(journey)).Select(m => m.Value).Distinct().ToArray();

        named.Length.ShouldBeInRange(1, 8);
        named.Where(n => !File.Exists(Path.Combine(Root, n)) && !File.Exists(Path.Combine(Server, n))).ShouldBeEmpty();
    }

    private static IEnumerable<string> NamedBy(string feature)
    {
        var names = new Regex($@"\bFrontdesk\.({string.Join('|', Features.Append("Retrieval"))})\b");
        return Sources(Path.Combine(Server, feature)).SelectMany(f => names.Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Where(n => n != feature).Distinct();
    }

    private static IEnumerable<string> Sources(string folder) => Directory.GetFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !f.Contains("/obj/") && !f.Contains("/bin/"));

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Frontdesk.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^(Services|Helpers?|Managers?|Dtos?|Utils?|Common|Misc)$", RegexOptions.IgnoreCase)]
    private static partial Regex NothingNames();

    [GeneratedRegex(@"[\w./-]+/[\w.-]+\.(cs|sql|ts|tsx|razor)\b")]
    private static partial Regex FileNames();
}
