using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Says anew what a document or text is called and about, and writes a text anew.</summary>
public sealed class ChangeSource(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Source? Source, IResult? Problem)> With(Guid id, SourceMetadata metadata, string? content, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && (s.Kind == SourceKind.Document || s.Kind == SourceKind.Text), ct) is not { } source)
        {
            return (null, Problem.NotFound("source_not_found"));
        }

        var errors = metadata.Check();
        AddText.CheckContent(content, errors);
        errors.Unless(content is null || source.Kind == SourceKind.Text, "content", "A document's text comes from its file. Upload another file instead.");
        if (errors.Any)
        {
            return (null, Problem.Invalid(errors));
        }

        var before = Described(source);
        source.Describe(metadata, clock.GetUtcNow());
        if (content is not null && content != source.Body)
        {
            source.Write(content, source.UpdatedAt);
            source.AskedBy(agent.UserId);
            db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
        }

        var (old, now) = AuditChange.Between(before, Described(source));
        db.Record(AuditEntry.By(agent, "source.changed", source.Id, source.Title, source.UpdatedAt, old, now));
        await db.SaveKnowledge(source.ChatbotId, ct); // titles are searched and quoted
        return (source, null);
    }

    private static SourceDescribed Described(Source s) => new(s.Title, s.Category, s.Language, s.Version, s.Author, s.SizeBytes);

    private sealed record SourceDescribed(string Title, string? Category, string? Language, string? Version, string? Author, long SizeBytes);
}
