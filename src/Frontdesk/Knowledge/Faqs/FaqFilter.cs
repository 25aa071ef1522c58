using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

public enum FaqOrder
{
    Newest,
    Question,
    Updated,
    Used,
    Priority,
}

/// <summary>Which FAQs of a chatbot are meant, and in which order. What cannot be read counts as not asked for.</summary>
public sealed record FaqFilter
{
    /// <summary>The category that stands for "without one".</summary>
    public const string Uncategorised = "-";

    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "category")] public string? Category { get; init; }
    [FromQuery(Name = "tag")] public string? Tag { get; init; }
    [FromQuery(Name = "status")] public string? Status { get; init; }
    [FromQuery(Name = "sort")] public string? Sort { get; init; }

    public bool IsEmpty => Words is null && Category is not { Length: > 0 } && Tag is not { Length: > 0 } && WantedStatus is null;

    public FaqOrder Order => SnakeCase.Find<FaqOrder>(Sort) ?? FaqOrder.Newest;

    private SourceStatus? WantedStatus => SnakeCase.Find<SourceStatus>(Status);

    private string? Words => CleanText.Optional(Q, 200);

    public IQueryable<Source> In(IQueryable<Source> faqs)
    {
        faqs = faqs.Where(s => s.Kind == SourceKind.Faq);
        if (Words is { } words)
        {
            var pattern = Like.Containing(words);
            faqs = faqs.Where(s => EF.Functions.ILike(s.Title, pattern, Like.Escape) || EF.Functions.ILike(s.Body, pattern, Like.Escape)
                || s.AlternativeQuestions.Any(q => EF.Functions.ILike(q, pattern, Like.Escape)));
        }

        if (Category is { Length: > 0 } category)
        {
            category = CleanText.Of(category);
            faqs = category == Uncategorised ? faqs.Where(s => s.Category == null) : faqs.Where(s => s.Category == category);
        }

        if (Tag is { Length: > 0 } tag)
        {
            tag = CleanText.Of(tag);
            faqs = faqs.Where(s => s.Tags.Contains(tag));
        }

        return WantedStatus is { } status ? faqs.Where(s => s.Status == status) : faqs;
    }

    public IQueryable<Source> Sorted(IQueryable<Source> faqs) => Order switch
    {
        FaqOrder.Question => faqs.OrderBy(s => s.Title).ThenBy(s => s.Id),
        FaqOrder.Updated => faqs.OrderByDescending(s => s.UpdatedAt).ThenBy(s => s.Id),
        FaqOrder.Used => faqs.OrderByDescending(s => s.UsedCount).ThenBy(s => s.Title).ThenBy(s => s.Id),
        FaqOrder.Priority => faqs.OrderBy(s => s.Priority == SourcePriority.High ? 0 : s.Priority == SourcePriority.Medium ? 1 : 2).ThenBy(s => s.Title).ThenBy(s => s.Id),
        _ => faqs.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id),
    };

    /// <summary>As a query string that shows the same again.</summary>
    public string ToQuery(Guid chatbotId, int? page = null) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["chatbot_id"] = chatbotId.ToString(),
        ["q"] = Words,
        ["category"] = Category is { Length: > 0 } ? Category : null,
        ["tag"] = Tag is { Length: > 0 } ? Tag : null,
        ["status"] = WantedStatus is { } status ? SnakeCase.Text(status) : null,
        ["sort"] = Sort is { Length: > 0 } ? SnakeCase.Text(Order) : null,
        ["page"] = page > 1 ? page.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    }.Where(p => p.Value is not null));
}
