using Frontdesk.Knowledge.Gaps;

namespace Frontdesk.Answers;

/// <summary>What an answer means for the question, in the words of the report on gaps.</summary>
public static class Outcomes
{
    /// <param name="confidence">Null where the answer rests on no source.</param>
    public static AskedOutcome Of(NextStep step, bool offersPerson, double? confidence) => step switch
    {
        NextStep.HandOver or NextStep.FetchPerson or NextStep.GiveUp => AskedOutcome.HandedOver,
        NextStep.AdmitIgnorance => AskedOutcome.NoAnswer,
        _ => offersPerson || confidence is null ? AskedOutcome.Unsure : AskedOutcome.Answered,
    };
}
