using Frontdesk.Knowledge.Reading;
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

public sealed class ReadSourceHandler(FrontdeskDb db, FileStore files, Extraction extraction, ISignals signals, TimeProvider clock) : IJobHandler<ReadSource>
{
    private const int MostPassages = 20_000;
    private const int MostTries = 6;
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(500);

    private Source _source = null!;
    private DateTimeOffset _toldAt;

    public async Task Run(ReadSource job, JobRun run, CancellationToken ct)
    {
        if (await db.Sources.SingleOrDefaultAsync(s => s.Id == job.SourceId, ct) is not { } source)
        {
            return; // deleted meanwhile
        }

        _source = source;
        try
        {
            source.BeginProcessing(clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            signals.Publish(SourceSignal.Of(source));
            // A failure counts down its tries itself; more of them means that whole nodes went down while they read it.
            await (run.Attempt <= MostTries ? Read(ct) : throw new UnreadableFileException("GAVE_UP", "The server broke off every time it read this file. Split it, or save it in another format, and upload that."));
        }
        catch (UnreadableFileException reason)
        {
            await Fail(reason.Code, reason.Message, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // deleted meanwhile
        }
        catch (Exception) when (run.IsLast && !ct.IsCancellationRequested)
        {
            await Fail("SERVER_FAULT", "The file could not be read because of a fault on the server. The operator finds the reason in the log.", ct);
            throw;
        }
        finally
        {
            signals.Publish(SourceSignal.Of(source));
        }
    }

    /// <summary>The old passages answer until the new ones are there: both change in one transaction.</summary>
    private async Task Read(CancellationToken ct)
    {
        var text = _source.FileId is { } file
            ? await extraction.From(files.PathOf(file), _source.FileName ?? "", Reach, ct)
            : new ExtractedText(_source.Body);
        await Reach(new ReadingProgress(ReadingStep.Cleaning, 70));
        text = text with { Text = TidyText.Whole(text.Text) };
        await Reach(new ReadingProgress(ReadingStep.Chunking, 75));
        var chunks = Chunker.Split(text.Text);
        if (chunks.Count == 0)
        {
            throw new UnreadableFileException("NO_TEXT", "No text was found in this file.");
        }

        if (chunks.Count > MostPassages || text.Text.Length > ReadingLimits.MostCharacters)
        {
            throw new UnreadableFileException("TOO_LARGE", "This file holds more text than one source can. Split it and upload the parts.");
        }

        await Reach(new ReadingProgress(ReadingStep.Indexing, 90));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Passages.Where(p => p.SourceId == _source.Id).ExecuteDeleteAsync(ct);
        db.Passages.AddRange(chunks.Select(c => new StoredPassage(_source, c.Ordinal, c.HeadingPath, c.Page, c.Content, c.Tokens)));
        _source.Complete(text, chunks.Count, chunks.Sum(c => c.Tokens), clock.GetUtcNow());
        await db.SaveKnowledge(_source.ChatbotId, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Says how far it is: each step at once, progress within one now and then.</summary>
    private async Task Reach(ReadingProgress progress)
    {
        if (_source.Step == progress.Step && clock.GetUtcNow() - _toldAt < BetweenSteps)
        {
            return;
        }

        _toldAt = clock.GetUtcNow();
        _source.Reach(progress);
        await db.SaveChangesAsync();
        signals.Publish(SourceSignal.Of(_source));
    }

    private async Task Fail(string code, string reason, CancellationToken ct)
    {
        db.ChangeTracker.Entries<StoredPassage>().ToList().ForEach(passage => passage.State = EntityState.Detached);
        _source.Fail(code, reason, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }
}
