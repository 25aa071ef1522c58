using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Frontdesk.Answers.Providers;
using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Installation;
using Frontdesk.Knowledge;
using Frontdesk.Knowledge.Gaps;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Answers;

/// <summary>The customer has written and the AI has the word. Queued by the append, or by whoever returns the word.</summary>
public sealed record AnswerWithAi(Guid WorkspaceId, Guid ConversationId) : Job(WorkspaceId)
{
    public override string Key => $"answer:{ConversationId}";
}

/// <summary>
/// Retrieve, decide, speak, store. What is said carries the turn it was said in, so a takeover in the middle wins; its
/// message id comes from the question's, so a second run stores nothing twice.
/// </summary>
public sealed partial class AnswerWithAiHandler(
    FrontdeskDb db, ChatbotDirectory chatbots, KnowledgeIndexes indexes, ModelAnswerer models, SpeakingModels speaking, UnfinishedWords unfinished, ProviderKeys keys, MessageLog log,
    FeatureSwitches switches, ISignals signals, TimeProvider clock, ILogger<AnswerWithAiHandler> logger) : IJobHandler<AnswerWithAi>
{
    private const int PassagesForModel = 6;
    private const int MessagesRead = 21;

    public async Task Run(AnswerWithAi job, JobRun run, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        if (await Read(job, ct) is not { } question)
        {
            if (run.Attempt > 1)
            {
                await FinishFollowing(job, ct);
            }

            return; // somebody else has the word, or there is nothing to answer
        }

        var hits = await indexes.Search(job.WorkspaceId, question.Chatbot.Id, question.Query, PassagesForModel, ct);
        var step = Decision.For(question.SituationWith(hits));
        if (await Speak(step, question, hits, ct) is not { } said)
        {
            // The model was cut off: what the visitor has read of it goes from their screen again.
            unfinished.Withdraw(job.ConversationId, question.AnswerId);
            return;
        }

        (step, var draft, var by, var model) = said;
        var answer = new AnswerDetails(await WithAddresses(draft.Sources, ct), draft.Confidence, draft.OfferPerson, new AnswerReceipt(
            by, model?.Name, model?.Answer.InputTokens, model?.Answer.OutputTokens, (int)watch.ElapsedMilliseconds, SnakeCase.Text(step), question.Seq));
        var appended = await log.Add(new NewMessage(job.WorkspaceId, job.ConversationId, question.AnswerId, SenderType.Bot, question.Chatbot.Id, question.Chatbot.Name,
            draft.Content, question.Turn, JsonSerializer.Serialize(answer, Json.Options))
        { Id = question.AnswerId });
        if (appended.IsStored)
        {
            await db.NoteQuestionAsync(question.Asked(step, draft, hits), clock.GetUtcNow(), ct);
            await Follow(step, draft, job, ct);
        }
        else if (model is not null)
        {
            // Somebody else took the word just before the end: the same.
            unfinished.Withdraw(job.ConversationId, question.AnswerId);
        }
    }

    /// <summary>Null where the word passed to somebody else while the model spoke.</summary>
    private async Task<(NextStep Step, Draft Draft, string By, (string Name, ModelAnswer Answer)? Model)?> Speak(NextStep step, Question question, IReadOnlyList<Hit> hits, CancellationToken ct)
    {
        var settings = question.Chatbot.Settings;
        if (step == NextStep.AskModel)
        {
            signals.Publish(TypingSignal.Of(question.ConversationId, SenderType.Bot, question.Chatbot.Name, typing: true));
            using var speech = speaking.Begin(question.Chatbot.WorkspaceId, question.ConversationId, question.Turn, ct);
            try
            {
                var prompt = Prompt.For(question.Chatbot, question.Company, question.Messages, hits, question.Context);
                var answer = await models.Answer(question.Provider, settings.Ai, prompt, hits, question.ConversationId, question.AnswerId, question.Live, speech.MayGoOn);
                await NoteProviderWorks(question, ct);
                var said = answer.Draft is null ? Decision.WithoutAnswer(question.FailedAnswers) : step;
                return (said, answer.Draft ?? WithoutAnswer(said, settings), settings.Ai.Provider, (settings.Ai.Model, answer));
            }
            catch (OperationCanceledException) when (speech.WordHasPassed)
            {
                return null;
            }
            catch (ProviderException failed)
            {
                ProviderFailed(question.Chatbot.Id, failed.Failure.Message);
                await NoteProviderFailure(question, failed.Failure.Message, ct);
                step = Decision.For(question.SituationWith(hits) with { HasModel = false });
            }
        }

        return (step, WithoutModel(step, question, hits), "built_in", null);
    }

    /// <summary>A quote of a website leads to the page it stands on.</summary>
    private async Task<IReadOnlyList<SourceView>> WithAddresses(IReadOnlyList<SourceView> sources, CancellationToken ct)
    {
        if (sources.Count == 0)
        {
            return sources;
        }

        var quoted = sources.Select(s => s.Id).ToList();
        var addresses = await db.Sources.Where(s => quoted.Contains(s.Id) && s.Url != null).ToDictionaryAsync(s => s.Id, s => s.Url, ct);
        return addresses.Count == 0 ? sources : [.. sources.Select(s => s with { Url = addresses.GetValueOrDefault(s.Id) })];
    }

    private static Draft WithoutModel(NextStep step, Question question, IReadOnlyList<Hit> hits)
    {
        var settings = question.Chatbot.Settings;
        return step switch
        {
            NextStep.HandOver => Draft.Plain(Wording.HandingOver),
            NextStep.FetchPerson => Draft.Plain(Wording.FetchingPerson),
            NextStep.ChatBack => Draft.Plain(Wording.ChatBack(question.SmallTalk, settings.Personality)),
            NextStep.AnswerFromSources => BuiltInAnswerer.Answer(question.Query, hits, settings.Ai.ConfidenceThreshold)!,
            _ => WithoutAnswer(step, settings),
        };
    }

    private static Draft WithoutAnswer(NextStep step, ChatbotSettings settings) => step == NextStep.GiveUp
        ? Draft.Plain(Wording.GivingUp) with { IsFailure = true }
        : new Draft(Wording.Unknown(settings.Personality), [], 0, OfferPerson: true) { IsFailure = true };

    /// <summary>A run that broke off between its words and what they promise: the person is fetched now.</summary>
    private async Task FinishFollowing(AnswerWithAi job, CancellationToken ct)
    {
        var last = await db.Messages.AsNoTracking().Where(m => m.ConversationId == job.ConversationId).OrderByDescending(m => m.Seq).FirstOrDefaultAsync(ct);
        if (AnswerDetails.Read(last?.Answer) is not { } details)
        {
            return;
        }

        var step = SnakeCase.Parse<NextStep>(details.Receipt.Decision);
        await NoteAgain(last!, details, step, ct);
        if (ReasonForPerson(step) is not null)
        {
            await Follow(step, Draft.Plain(last!.Content), job, ct);
        }
    }

    /// <summary>What the broken run may not have noted; written once in any case.</summary>
    private async Task NoteAgain(Message answer, AnswerDetails details, NextStep step, CancellationToken ct)
    {
        if (await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.ConversationId == answer.ConversationId && m.Seq == details.Receipt.Question, ct) is { } asked)
        {
            await db.NoteQuestionAsync(new Asked(answer.Id, answer.WorkspaceId, answer.SenderId ?? Guid.Empty, answer.ConversationId, asked.Id, asked.Content, details.Confidence ?? 0,
                Outcomes.Of(step, details.OfferPerson, details.Confidence)), clock.GetUtcNow(), ct);
        }
    }

    private static string? ReasonForPerson(NextStep step) => step switch
    {
        NextStep.HandOver => "ai_off",
        NextStep.FetchPerson => AskForPerson.Reason,
        NextStep.GiveUp => "failed_answers",
        _ => null,
    };

    /// <summary>What the answer means for the conversation: a person is fetched, or failures are counted.</summary>
    private async Task Follow(NextStep step, Draft draft, AnswerWithAi job, CancellationToken ct)
    {
        var reason = ReasonForPerson(step);
        if (draft.Sources.Count > 0)
        {
            var used = draft.Sources.Select(s => s.Id).ToList();
            await db.Sources.Where(s => used.Contains(s.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.UsedCount, s => s.UsedCount + 1).SetProperty(s => s.LastUsedAt, clock.GetUtcNow()), ct);
        }

        if (reason is null && !draft.IsFailure && !await db.Conversations.AnyAsync(c => c.Id == job.ConversationId && c.FailedAnswers > 0, ct))
        {
            return;
        }

        if (await db.Hold(db.Conversations, job.ConversationId, ct) is not { } conversation)
        {
            return;
        }

        if (draft.IsFailure)
        {
            conversation.CountFailedAnswer();
        }
        else
        {
            conversation.ClearFailedAnswers();
        }

        if (reason is not null && conversation.Escalate(Actor.System, reason, draft.Content, clock.GetUtcNow()) is { } refused)
        {
            EscalationRefused(conversation.Id, refused.Detail); // a person was faster
        }

        await db.SaveAndAnnounce(conversation, ct);
    }

    private async Task NoteProviderFailure(Question question, string message, CancellationToken ct)
    {
        await db.Chatbots.Where(c => c.Id == question.Chatbot.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ProviderError, message).SetProperty(c => c.ProviderErrorAt, clock.GetUtcNow()), ct);
        if (await db.Hold(db.Conversations, question.ConversationId, ct) is { } conversation)
        {
            conversation.NoteProviderFailure(message, clock.GetUtcNow());
            await db.SaveAndAnnounce(conversation, ct);
        }
    }

    private Task NoteProviderWorks(Question question, CancellationToken ct) =>
        db.Chatbots.Where(c => c.Id == question.Chatbot.Id && c.ProviderError != null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ProviderError, (string?)null).SetProperty(c => c.ProviderErrorAt, (DateTimeOffset?)null), ct);

    private async Task<Question?> Read(AnswerWithAi job, CancellationToken ct)
    {
        var conversation = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == job.ConversationId, ct);
        if (conversation is not { Status: ConversationStatus.Active or ConversationStatus.Waiting, AwaitsPerson: false }
            || await chatbots.FindById(job.WorkspaceId, conversation.ChatbotId, ct) is not { } chatbot)
        {
            return null;
        }

        var latest = await db.Messages.AsNoTracking().Where(m => m.ConversationId == job.ConversationId).OrderByDescending(m => m.Seq).Take(MessagesRead).ToListAsync(ct);
        var messages = UnheardLast([.. latest.AsEnumerable().Reverse()]).ConvertAll(m => m.ToView());
        if (messages is not [.., { Sender.Type: SenderType.Customer }])
        {
            return null;
        }

        var workspace = await db.Workspaces.AsNoTracking().SingleAsync(ct);
        var encrypted = await db.Chatbots.Where(c => c.Id == chatbot.Id).Select(c => c.ProviderKeyEncrypted).SingleAsync(ct);
        return new Question(conversation.Id, conversation.Turn, conversation.FailedAnswers, conversation.Context.ToView(), chatbot, workspace.Name,
            messages.FindAll(m => m.DeletedAt is null),
            keys.Settings(chatbot.Settings.Ai, encrypted), await switches.IsOn(FeatureSwitch.LiveAnswers, workspace, ct));
    }

    /// <summary>What the customer wrote while the last answer was under way stands before it but was not heard: it comes after.</summary>
    private static List<Message> UnheardLast(List<Message> messages)
    {
        if (messages is not [.., { SenderType: SenderType.Bot } answer])
        {
            return messages;
        }

        var heard = AnswerDetails.Read(answer.Answer)?.Receipt.Question ?? answer.Seq;
        return [.. messages.OrderBy(m => m.SenderType == SenderType.Customer && m.Seq > heard)];
    }

    [LoggerMessage(LogLevel.Warning, "The AI provider of chatbot {ChatbotId} failed, the built-in answerer steps in: {Reason}")]
    private partial void ProviderFailed(Guid chatbotId, string reason);

    [LoggerMessage(LogLevel.Information, "Conversation {ConversationId} was not escalated: {Reason}")]
    private partial void EscalationRefused(Guid conversationId, string reason);

    /// <summary>What is asked, and all that an answer needs to know.</summary>
    private sealed record Question(
        Guid ConversationId, long Turn, int FailedAnswers, VisitorContextView Context, ChatbotFacts Chatbot, string Company, IReadOnlyList<MessageView> Messages, ProviderSettings Provider, bool Live)
    {
        public string Text => Messages[^1].Content;

        public long Seq => Messages[^1].Seq;

        /// <summary>A short follow-up ("and to Norway?") is searched together with what it follows.</summary>
        public string Query => FollowUp.Complete(Messages);

        public SmallTalkKind SmallTalk => Retrieval.SmallTalk.Recognise(Text);

        /// <summary>Made from the question, so that answering it twice is storing it once.</summary>
        public Guid AnswerId
        {
            get
            {
                var hash = SHA256.HashData([.. "answer"u8, .. ConversationId.ToByteArray(), .. Messages[^1].Id.ToByteArray(), .. BitConverter.GetBytes(Turn)]);
                return new Guid(hash.AsSpan(0, 16));
            }
        }

        public Asked Asked(NextStep step, Draft draft, IReadOnlyList<Hit> hits) => new(
            AnswerId, Chatbot.WorkspaceId, Chatbot.Id, ConversationId, Messages[^1].Id, Query, hits.Count == 0 ? 0 : hits[0].Confidence, Outcomes.Of(step, draft.OfferPerson, draft.Confidence));

        public Situation SituationWith(IReadOnlyList<Hit> hits) => new(
            Chatbot.Settings.Ai.Enabled, PersonRequest.IsIn(Text), SmallTalk, Provider.Kind != ProviderKind.BuiltIn,
            hits.Count == 0 ? 0 : hits[0].Confidence, Chatbot.Settings.Ai.ConfidenceThreshold, FailedAnswers);
    }
}
