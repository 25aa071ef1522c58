using Frontdesk.Knowledge.Testing;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Testing;

/// <summary>What the test page marks in a passage, here between brackets.</summary>
public sealed class WordsAreMarked
{
    [Theory]
    [InlineData("Shipping costs 5 euros.", "ship", "[Shipping] costs 5 euros.")]
    [InlineData("Delivery is free.", "deliveri", "[Delivery] is free.")]
    [InlineData("We deliver on Saturday.", "saturdays", "We deliver on [Saturday].")]
    [InlineData("Work is free in the workshop.", "workshop", "Work is free in the [workshop].")]
    [InlineData("An art of its own", "artist", "An art of its own")]
    [InlineData("<b>Boots</b> & boots", "boots", "<b>[Boots]</b> & [boots]")]
    [InlineData("Nothing here", "", "Nothing here")]
    public void Words_that_were_found_are_marked_and_no_others(string text, string word, string marked) =>
        string.Concat(Highlight.Parts(text, word.Length == 0 ? [] : [word]).Select(part => part.Found ? $"[{part.Text}]" : part.Text)).ShouldBe(marked);
}
