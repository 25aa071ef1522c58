using System.Text;
using Frontdesk.Answers.Providers;
using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Retrieval;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers;

/// <summary>What a model made of it, with what it cost. <c>Draft</c> is null where the model found no answer in the sources.</summary>
public sealed record ModelAnswer(Draft? Draft, long? InputTokens, long? OutputTokens);

/// <summary>Asks the chatbot's own model and passes its words on while it speaks.</summary>
public sealed class ModelAnswerer(ChatClients clients, UnfinishedWords unfinished)
{
    private const double Uncited = 0.6;
    private static readonly TimeSpan BetweenParts = TimeSpan.FromMilliseconds(60);

    /// <param name="live">Whether its words are passed on while it speaks.</param>
    /// <exception cref="ProviderException">The provider failed; nothing of its words is kept.</exception>
    public async Task<ModelAnswer> Answer(
        ProviderSettings provider, AiSettings settings, List<ChatMessage> prompt, IReadOnlyList<Hit> hits, Guid conversationId, Guid messageId, bool live, CancellationToken ct)
    {
        using var client = clients.For(provider);
        var options = new ChatOptions { Temperature = (float)settings.Temperature, MaxOutputTokens = settings.MaxTokens };
        var words = new StringBuilder();
        var (sent, lastPart, usage) = (0, DateTimeOffset.MinValue, default(UsageDetails));
        await foreach (var update in client.GetStreamingResponseAsync(prompt, options, ct))
        {
            usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
            words.Append(update.Text);
            if (live && words.Length > sent && !MayStillBeNoAnswer(words) && DateTimeOffset.UtcNow - lastPart > BetweenParts)
            {
                sent = PassOn(conversationId, messageId, words, sent);
                lastPart = DateTimeOffset.UtcNow;
            }
        }

        var text = words.ToString();
        return text.Contains(Prompt.NoAnswer, StringComparison.Ordinal)
            ? new ModelAnswer(null, usage?.InputTokenCount, usage?.OutputTokenCount)
            : new ModelAnswer(Judge(text, hits, settings.ConfidenceThreshold), usage?.InputTokenCount, usage?.OutputTokenCount);
    }

    /// <summary>The first words are held back until it is clear that they are an answer.</summary>
    private static bool MayStillBeNoAnswer(StringBuilder words) =>
        words.Length <= Prompt.NoAnswer.Length && Prompt.NoAnswer.StartsWith(words.ToString().TrimStart(), StringComparison.Ordinal);

    private int PassOn(Guid conversationId, Guid messageId, StringBuilder words, int sent)
    {
        while (sent < words.Length)
        {
            var length = Math.Min(StreamingSignal.LongestChunk, words.Length - sent);
            length -= length > 1 && char.IsHighSurrogate(words[sent + length - 1]) ? 1 : 0;
            if (char.IsHighSurrogate(words[sent + length - 1]))
            {
                return sent; // half a character: with the next part
            }

            unfinished.Say(conversationId, messageId, sent, words.ToString(sent, length));
            sent += length;
        }

        return sent;
    }

    /// <summary>Sure where the best cited passage is; an answer that cites nothing is worth less.</summary>
    private static Draft Judge(string text, IReadOnlyList<Hit> hits, double threshold)
    {
        var (content, sources) = Citations.Read(text, hits);
        if (hits.Count == 0 && sources.Count == 0)
        {
            return Draft.Plain(content); // small talk or a question back
        }

        var cited = hits.Where(h => sources.Any(s => s.Id == h.Passage.SourceId)).Select(h => h.Confidence).DefaultIfEmpty(hits[0].Confidence * Uncited).Max();
        return new Draft(content, sources, cited, OfferPerson: cited < threshold);
    }
}
