using Frontdesk.Retrieval;

namespace Frontdesk.Answers;

/// <summary>What the AI is to do with the customer's word.</summary>
public enum NextStep
{
    /// <summary>The AI is switched off: hand over to a person.</summary>
    HandOver,
    /// <summary>The customer asked for a person.</summary>
    FetchPerson,
    /// <summary>A greeting, thanks or goodbye.</summary>
    ChatBack,
    AskModel,
    AnswerFromSources,
    /// <summary>Say so honestly and offer a person.</summary>
    AdmitIgnorance,
    /// <summary>Too many questions went unanswered: a person has to help.</summary>
    GiveUp,
}

/// <summary>Everything the decision rests on.</summary>
/// <param name="BestConfidence">Of the best passage, 0 where there is none.</param>
/// <param name="Threshold">The chatbot's; a person is offered below it, and 0.20 below it nothing is quoted any more.</param>
/// <param name="FailedAnswers">How often in a row the AI had to admit ignorance.</param>
public sealed record Situation(bool AiEnabled, bool AsksForPerson, SmallTalkKind SmallTalk, bool HasModel, double BestConfidence, double Threshold, int FailedAnswers);

/// <summary>The decision, pure; see its table in the tests.</summary>
public static class Decision
{
    public const int FailedAnswersBeforePerson = 3;
    /// <summary>How far below the threshold a passage may still be quoted, with a caveat.</summary>
    public const double Quotable = 0.20;

    public static NextStep For(Situation situation) => situation switch
    {
        { AiEnabled: false } => NextStep.HandOver,
        { AsksForPerson: true } => NextStep.FetchPerson,
        { HasModel: true } => NextStep.AskModel,
        { SmallTalk: not SmallTalkKind.None } => NextStep.ChatBack,
        _ when situation.BestConfidence >= situation.Threshold - Quotable => NextStep.AnswerFromSources,
        _ => WithoutAnswer(situation.FailedAnswers),
    };

    /// <summary>Nothing answers the question: the first times it is said so, then a person is fetched.</summary>
    public static NextStep WithoutAnswer(int failedAnswers) =>
        failedAnswers + 1 >= FailedAnswersBeforePerson ? NextStep.GiveUp : NextStep.AdmitIgnorance;
}
