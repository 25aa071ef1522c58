using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Classification;

public class TextsAreClassified
{
    private const int Delivery = 0, Return = 1, Hours = 2;

    private static readonly LabelledText[] Examples =
    [
        new("when will my parcel arrive", Delivery), new("how long does shipping take", Delivery), new("where is my package on monday", Delivery),
        new("i want to send this back", Return), new("how do i return an item", Return), new("can i get my money back", Return),
        new("when do you open", Hours), new("are you open on sunday", Hours), new("what are your opening hours", Hours),
    ];

    private static readonly TextClassifier Classifier = TextClassifier.Train(Examples, 3);

    [Theory]
    [InlineData("is my parcel arriving soon", Delivery)]
    [InlineData("WHERE IS MY PACKAGE!!", Delivery)]
    [InlineData("sending it back", Return)]
    [InlineData("retrun an itme", Return)]
    [InlineData("are you open on friday", Hours)]
    public void A_new_text_goes_where_its_like_were(string text, int expected) => Classifier.Classify(text).Class.ShouldBe(expected);

    [Theory]
    [InlineData("who painted the mona lisa")]
    [InlineData("xyzzy")]
    [InlineData("")]
    public void What_belongs_nowhere_is_less_sure_than_what_belongs(string stranger)
    {
        var least = Examples.Min(example => Classifier.Classify(example.Text).Probability);
        Classifier.Classify(stranger).Probability.ShouldBeLessThan(least);
    }

    [Fact]
    public void Its_examples_are_learnt() => Examples.ShouldAllBe(example => Classifier.Classify(example.Text).Class == example.Class);

    [Fact]
    public void The_same_examples_teach_the_same()
    {
        var again = TextClassifier.Train(Examples, 3);
        Examples.ShouldAllBe(example => again.Probabilities(example.Text).SequenceEqual(Classifier.Probabilities(example.Text)));
    }

    [Fact]
    public void Any_text_gets_chances_that_add_up() => Prop.ForAll<string?>(text =>
    {
        var chances = Classifier.Probabilities(text ?? "");
        chances.Sum().ShouldBe(1, 0.001);
        chances.ShouldAllBe(chance => chance >= 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_class_without_examples_is_possible_and_never_chosen()
    {
        var sparse = TextClassifier.Train(Examples, 5);
        Examples.ShouldAllBe(example => sparse.Classify(example.Text).Class == example.Class);
    }

    [Fact]
    public void One_class_is_nothing_to_tell_apart() => Should.Throw<ArgumentOutOfRangeException>(() => TextClassifier.Train(Examples, 1));
}
