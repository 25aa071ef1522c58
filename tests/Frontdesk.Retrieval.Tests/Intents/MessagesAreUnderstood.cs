using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Intents;

public class MessagesAreUnderstood
{
    [Theory]
    [InlineData("hi there!", SmallTalkKind.Greeting)]
    [InlineData("Hello", SmallTalkKind.Greeting)]
    [InlineData("good morning", SmallTalkKind.Greeting)]
    [InlineData("hey, how are you?", SmallTalkKind.Greeting)]
    [InlineData("Guten Tag", SmallTalkKind.Greeting)]
    [InlineData("buenos días", SmallTalkKind.Greeting)]
    [InlineData("thanks a lot", SmallTalkKind.Thanks)]
    [InlineData("Thank you so much for your help!", SmallTalkKind.Thanks)]
    [InlineData("ok great, thanks", SmallTalkKind.Thanks)]
    [InlineData("vielen Dank", SmallTalkKind.Thanks)]
    [InlineData("merci beaucoup", SmallTalkKind.Thanks)]
    [InlineData("thanks, bye", SmallTalkKind.Thanks)]
    [InlineData("bye", SmallTalkKind.Goodbye)]
    [InlineData("Auf Wiedersehen", SmallTalkKind.Goodbye)]
    [InlineData("have a nice day", SmallTalkKind.Goodbye)]
    [InlineData("see you later", SmallTalkKind.Goodbye)]
    [InlineData("hi, where is my order", SmallTalkKind.None)]
    [InlineData("thanks, but it does not work", SmallTalkKind.None)]
    [InlineData("how do I say hello in French", SmallTalkKind.None)]
    [InlineData("help", SmallTalkKind.None)]
    [InlineData("great", SmallTalkKind.None)]
    [InlineData("day", SmallTalkKind.None)]
    [InlineData("", SmallTalkKind.None)]
    [InlineData("👋", SmallTalkKind.None)]
    public void Small_talk_is_only_what_is_nothing_else(string message, SmallTalkKind kind) => SmallTalk.Recognise(message).ShouldBe(kind);

    [Theory]
    [InlineData("can I talk to a person")]
    [InlineData("agent please")]
    [InlineData("human")]
    [InlineData("I want to speak with a real person!")]
    [InlineData("Could you connect me to someone from your team?")]
    [InlineData("transfer me to customer service representative")]
    [InlineData("this is useless, get me a human")]
    [InlineData("I need a real person to help me")]
    [InlineData("let me speak to your manager")]
    [InlineData("is there a human I can chat with")]
    [InlineData("can a human help me")]
    [InlineData("ich möchte mit einem Menschen sprechen")]
    [InlineData("Kann ich bitte mit einem Mitarbeiter reden?")]
    [InlineData("Mitarbeiter bitte")]
    [InlineData("je voudrais parler à un conseiller")]
    [InlineData("quiero hablar con una persona")]
    public void Asking_for_a_person_is_heard(string message) => PersonRequest.IsIn(message).ShouldBeTrue();

    [Theory]
    [InlineData("do you deliver in person")]
    [InlineData("does the agent ship abroad")]
    [InlineData("can a second person use my account")]
    [InlineData("how many people work for you")]
    [InlineData("I need someone to sign for the parcel")]
    [InlineData("is this jacket made for a tall person")]
    [InlineData("what does the cleaning agent contain")]
    [InlineData("I want to become a sales agent, how do I apply")]
    [InlineData("I don't want to talk to a person")]
    [InlineData("the operator of the crane needs a helmet")]
    [InlineData("Wie viele Personen passen in das Zelt?")]
    [InlineData("combien de personnes dans la tente")]
    [InlineData("hello")]
    [InlineData("")]
    public void Naming_a_person_is_not_asking_for_one(string message) => PersonRequest.IsIn(message).ShouldBeFalse();

    [Fact]
    public void No_message_makes_either_fail() => Prop.ForAll<string?>(message =>
    {
        SmallTalk.Recognise(message ?? "").ShouldBeOneOf(Enum.GetValues<SmallTalkKind>());
        PersonRequest.IsIn(message ?? "").ShouldBe(PersonRequest.IsIn((message ?? "").ToUpperInvariant().ToLowerInvariant()));
    }).QuickCheckThrowOnFailure();
}
