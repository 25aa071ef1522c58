using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Keeps a text the owner wrote or pasted (markdown).</summary>
public sealed class AddText(FrontdeskDb db, TimeProvider clock)
{
    public sealed record Request(Guid ChatbotId, string Title, string Content, string? Category = null, string? Language = null, string? Version = null, string? Author = null)
    {
        public SourceMetadata Metadata => new(Title, Category, Language, Version, Author);

        public Errors Check()
        {
            var errors = Metadata.Check();
            CheckContent(Content, errors);
            return errors;
        }
    }

    public static void CheckContent(string? content, Errors errors) =>
        errors.Unless(content is null || content.Trim().Length is >= 1 and <= 1_000_000, "content", "A text has 1 to 1,000,000 characters.");

    public async Task<(Source? Source, IResult? Problem)> From(Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (request.Check() is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == request.ChatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var source = Source.Text(agent.WorkspaceId, request.ChatbotId, request.Title.Trim(), request.Content, clock.GetUtcNow());
        source.Describe(request.Metadata, source.CreatedAt);
        source.AskedBy(agent.UserId);
        db.Sources.Add(source);
        db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
        db.Record(AuditEntry.By(agent, "source.added", source.Id, source.Title, source.CreatedAt, after: new { source.Kind, source.FileName, source.SizeBytes, source.ChatbotId }));
        await db.SaveChangesAsync(ct);
        return (source, null);
    }
}
