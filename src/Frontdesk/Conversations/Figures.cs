namespace Frontdesk.Conversations;

/// <summary>A message as the figures see it.</summary>
public sealed record Spoken(long Seq, DateTimeOffset At, SenderType By, long InputTokens = 0, long OutputTokens = 0);

/// <summary>A line of the log as the figures see it.</summary>
public sealed record Happened(long AfterSeq, long Change, DateTimeOffset At, EventKind Kind, bool Silent = false);

/// <summary>How long the customer waited for somebody's words, in seconds.</summary>
/// <param name="FirstSeconds">For the first of them; null where there were none.</param>
/// <param name="AverageSeconds">For all of them.</param>
/// <param name="Count">How many there were.</param>
public sealed record ResponseTimes(double? FirstSeconds, double? AverageSeconds, int Count)
{
    public static ResponseTimes Of(IReadOnlyList<TimeSpan> waits) =>
        waits.Count == 0 ? new(null, null, 0) : new(Rounded(waits[0]), Rounded(TimeSpan.FromTicks((long)waits.Average(w => w.Ticks))), waits.Count);

    internal static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 1);
}

public sealed record MessageCounts(int Customer, int Bot, int Agent);

/// <param name="Input">Read by the model.</param>
/// <param name="Output">Written by it.</param>
public sealed record TokenCounts(long Input, long Output);

/// <summary>What one conversation was, in numbers.</summary>
/// <param name="Messages">By sender.</param>
/// <param name="BotResponse">How fast the AI was.</param>
/// <param name="PersonResponse">How fast people were, from when the customer began to wait for one.</param>
/// <param name="SecondsByStatus">Time in each state it was in; the present one up to now.</param>
/// <param name="DurationSeconds">From the first word to the end, or to now.</param>
/// <param name="Tokens">As the AI provider counted them; nothing where none was asked.</param>
public sealed record Figures(
    MessageCounts Messages, ResponseTimes BotResponse, ResponseTimes PersonResponse, IReadOnlyDictionary<string, double> SecondsByStatus, double DurationSeconds, TokenCounts? Tokens)
{
    /// <summary>Goes through messages and log in the order they happened; nothing else counts.</summary>
    public static Figures Of(DateTimeOffset began, IReadOnlyCollection<Spoken> messages, IEnumerable<Happened> log, DateTimeOffset now)
    {
        var course = new Course(began);
        foreach (var (message, happened) in messages.Select(m => (m.Seq, Change: -1L, Message: (Spoken?)m, Event: (Happened?)null))
            .Concat(log.Select(e => (Seq: e.AfterSeq, e.Change, Message: (Spoken?)null, Event: (Happened?)e)))
            .OrderBy(line => line.Seq).ThenBy(line => line.Change).Select(line => (line.Message, line.Event)))
        {
            if (message is not null)
            {
                course.Hear(message);
            }
            else
            {
                course.Note(happened!);
            }
        }

        var (input, output) = (messages.Sum(m => m.InputTokens), messages.Sum(m => m.OutputTokens));
        return new Figures(
            new MessageCounts(messages.Count(m => m.By == SenderType.Customer), messages.Count(m => m.By == SenderType.Bot), messages.Count(m => m.By == SenderType.Agent)),
            ResponseTimes.Of(course.BotWaits), ResponseTimes.Of(course.PersonWaits), course.TimesUntil(now), course.DurationUntil(now), input + output == 0 ? null : new TokenCounts(input, output));
    }

    /// <summary>The conversation lived through again.</summary>
    private sealed class Course(DateTimeOffset began)
    {
        private readonly Dictionary<ConversationStatus, TimeSpan> _times = [];
        private ConversationStatus _status = ConversationStatus.Active;
        private readonly DateTimeOffset _began = began;
        private DateTimeOffset _since = began;
        private DateTimeOffset? _waitingSince;
        private SenderType? _last;

        public List<TimeSpan> BotWaits { get; } = [];
        public List<TimeSpan> PersonWaits { get; } = [];

        public void Hear(Spoken message)
        {
            _last = message.By;
            if (message.By == SenderType.Customer)
            {
                _waitingSince ??= message.At;
                Move(Lifecycle.Next(_status, Conversations.Move.CustomerWrites), message.At);
                return;
            }

            if (_waitingSince is { } since)
            {
                (message.By == SenderType.Agent ? PersonWaits : BotWaits).Add(NotNegative(message.At - since));
            }

            _waitingSince = null;
            Move(message.By == SenderType.Bot ? Lifecycle.Next(_status, Conversations.Move.BotAnswers) : null, message.At);
        }

        public void Note(Happened happened)
        {
            if (happened.Kind == EventKind.Escalated)
            {
                _waitingSince ??= happened.At;
            }
            else if (happened.Kind is EventKind.Resolved or EventKind.Abandoned or EventKind.Archived)
            {
                _waitingSince = null;
            }

            Move(happened.Kind switch
            {
                EventKind.Escalated => ConversationStatus.Escalated,
                EventKind.AgentJoined => ConversationStatus.AgentHandling,
                EventKind.AgentLeft => happened.Silent ? ConversationStatus.Waiting : ConversationStatus.Escalated,
                EventKind.ReturnedToAi => _last == SenderType.Customer ? ConversationStatus.Active : ConversationStatus.Waiting,
                EventKind.Resolved => ConversationStatus.Resolved,
                EventKind.Reopened => ConversationStatus.Active,
                EventKind.Abandoned => ConversationStatus.Abandoned,
                EventKind.Archived => ConversationStatus.Archived,
                _ => null,
            }, happened.At);
        }

        public IReadOnlyDictionary<string, double> TimesUntil(DateTimeOffset now)
        {
            if (!IsOver)
            {
                Move(_status, now);
            }

            return _times.Where(t => t.Value > TimeSpan.Zero).OrderBy(t => t.Key)
                .ToDictionary(t => Platform.Database.SnakeCase.Text(t.Key), t => ResponseTimes.Rounded(t.Value));
        }

        public double DurationUntil(DateTimeOffset now) => ResponseTimes.Rounded(NotNegative((IsOver ? _since : now) - _began));

        private bool IsOver => _status is ConversationStatus.Resolved or ConversationStatus.Abandoned or ConversationStatus.Archived;

        private void Move(ConversationStatus? next, DateTimeOffset at)
        {
            if (next is not { } status)
            {
                return;
            }

            if (!(IsOver && status is ConversationStatus.Archived))
            {
                _times[_status] = _times.GetValueOrDefault(_status) + NotNegative(at - _since);
                _since = at > _since ? at : _since;
            }

            _status = status;
        }

        private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time; // two clocks
    }
}
