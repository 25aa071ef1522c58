using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Turns a document or a written text into passages that can be found and quoted.</summary>
public sealed record ReadSource(Guid WorkspaceId, Guid SourceId) : Job(WorkspaceId)
{
    public override string Key => $"read:{SourceId}";
}

public sealed class ReadSourceHandler(FrontdeskDb db, FileStore files, ISignals signals, TimeProvider clock) : IJobHandler<ReadSource>
{
    private const int MostPassages = 20_000;

    public async Task Run(ReadSource job, JobRun run, CancellationToken ct)
    {
        if (await db.Sources.SingleOrDefaultAsync(s => s.Id == job.SourceId, ct) is not { } source)
        {
            return; // deleted meanwhile
        }

        source.BeginProcessing(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        signals.Publish(SourceSignal.Of(source));
        try
        {
            await Read(source, ct);
        }
        catch (UnreadableFileException reason)
        {
            source.Fail(reason.Message, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        catch (Exception broken) when (run.IsLast && broken is not OperationCanceledException)
        {
            source.Fail("The file could not be read because of a fault on the server. The operator finds the reason in the log.", clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            throw;
        }
        finally
        {
            signals.Publish(SourceSignal.Of(source));
        }
    }

    /// <summary>The old passages answer until the new ones are there: both change in one transaction.</summary>
    private async Task Read(Source source, CancellationToken ct)
    {
        var text = source.FileId is { } file
            ? await TextExtraction.From(files.PathOf(file), source.MediaType!, ct)
            : new ExtractedText(source.Body, null);
        var chunks = Chunker.Split(text.Text);
        if (chunks.Count == 0)
        {
            throw new UnreadableFileException("No text was found in this file.");
        }

        if (chunks.Count > MostPassages)
        {
            throw new UnreadableFileException("This file holds more text than one source can. Split it and upload the parts.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Passages.Where(p => p.SourceId == source.Id).ExecuteDeleteAsync(ct);
        db.Passages.AddRange(chunks.Select(c => new StoredPassage(source, c.Ordinal, c.HeadingPath, c.Page, c.Content, c.Tokens)));
        source.Complete(chunks.Count, text.Pages, clock.GetUtcNow());
        await db.SaveKnowledge(source.ChatbotId, ct);
        await transaction.CommitAsync(ct);
    }
}
