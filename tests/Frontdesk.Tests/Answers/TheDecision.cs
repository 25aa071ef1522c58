using Frontdesk.Answers;
using Frontdesk.Retrieval;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers;

/// <summary>What the AI does with the customer's word, row by row. The threshold is 0.70.</summary>
public sealed class TheDecision
{
    [Theory]
    //          enabled person talk                     model  sure  failed  → step
    [InlineData(false, false, SmallTalkKind.None, false, 0.9, 0, NextStep.HandOver)]
    [InlineData(false, true, SmallTalkKind.Greeting, true, 0.9, 0, NextStep.HandOver)]
    [InlineData(true, true, SmallTalkKind.None, false, 0.9, 0, NextStep.FetchPerson)]
    [InlineData(true, true, SmallTalkKind.None, true, 0.9, 0, NextStep.FetchPerson)]
    [InlineData(true, false, SmallTalkKind.None, true, 0.0, 2, NextStep.AskModel)]
    [InlineData(true, false, SmallTalkKind.Greeting, true, 0.0, 0, NextStep.AskModel)]
    [InlineData(true, false, SmallTalkKind.Greeting, false, 0.9, 2, NextStep.ChatBack)]
    [InlineData(true, false, SmallTalkKind.Thanks, false, 0.0, 2, NextStep.ChatBack)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.9, 2, NextStep.AnswerFromSources)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.51, 0, NextStep.AnswerFromSources)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.49, 0, NextStep.AdmitIgnorance)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.0, 1, NextStep.AdmitIgnorance)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.0, 2, NextStep.GiveUp)]
    [InlineData(true, false, SmallTalkKind.None, false, 0.49, 7, NextStep.GiveUp)]
    public void Each_row_of_the_table_holds(bool enabled, bool person, SmallTalkKind talk, bool model, double sure, int failed, NextStep step) =>
        Decision.For(new Situation(enabled, person, talk, model, sure, 0.70, failed)).ShouldBe(step);
}
